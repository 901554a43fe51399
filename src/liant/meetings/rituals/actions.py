"""Every change to rituals, and what became of them."""

from datetime import date
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.meetings.rituals.models import Occasion, Ritual


def save_ritual(*, actor: Member, ritual: Ritual | None = None, **values: Any) -> Ritual:
    """`values`: team, kind, title, every_weeks, started_on."""
    found = ritual or Ritual()
    if ritual is not None:
        check(actor, "rituals.keep", ritual)
    for name, value in values.items():
        setattr(found, name, value)
    check(actor, "rituals.keep", found)
    with transaction.atomic():
        found.save()
        record(actor, "rituals.save", found, title=found.title)
    return found


def note(*, actor: Member, ritual: Ritual, day: date, is_held: bool, line: str = "") -> Occasion:
    """Once for each day; said again, it replaces what was said."""
    check(actor, "rituals.keep", ritual)
    with transaction.atomic():
        found, _is_new = Occasion.objects.update_or_create(
            ritual=ritual, day=day, defaults={"is_held": is_held, "line": line, "by": actor}
        )
        record(actor, "rituals.note", ritual, title=ritual.title)
    return found


def end_ritual(*, actor: Member, ritual: Ritual) -> None:
    check(actor, "rituals.keep", ritual)
    with transaction.atomic():
        if Ritual.objects.filter(pk=ritual.pk, ended_at=None).update(ended_at=clock.now()):
            record(actor, "rituals.end", ritual, title=ritual.title)
