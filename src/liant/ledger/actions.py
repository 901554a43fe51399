"""Adding to the ledger; nothing else is done to it."""

from datetime import datetime
from typing import Any

from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.ledger.models import Interaction
from liant.people.models import Person


def note(*, key: str, kind: InteractionKind, source: Person, target: Person, at: datetime, through: Any,
         purpose: Purpose, visibility: Visibility, consent: Consent) -> Interaction | None:  # fmt: skip
    """Note an interaction between two persons, once; None when it was noted before or is towards oneself."""
    if source.pk == target.pk or Interaction.objects.filter(key=key).exists():
        return None
    return Interaction.objects.create(
        key=key,
        kind=kind,
        source=source,
        target=target,
        at=at,
        through_kind=through._meta.label_lower,
        through_id=through.pk,
        purpose=purpose,
        visibility=visibility,
        consent=consent,
    )
