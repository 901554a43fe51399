"""Adding to the ledger; nothing else is done to it, but forgetting somebody who no longer agrees."""

from datetime import datetime
from typing import Any

from django.db import connection

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


def forget_belonging(*, person: Person) -> None:
    """What passed between this person and colleagues is gone, from whomever it came. The application may only add to the
    ledger: a function of its owner removes these rows, in this organisation."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_forget_belonging(%s)", [person.pk])
