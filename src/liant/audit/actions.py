"""Writing the log: called inside the transaction of the act itself, so that both happen or neither."""

from typing import Any, Protocol

from liant.audit import verbs
from liant.audit.models import Entry
from liant.kit import clock


class Actor(Protocol):
    id: int

    @property
    def display_name(self) -> str: ...


class UnknownVerb(Exception):
    pass


def record(actor: Actor | None, verb: str, thing: Any, **detail: Any) -> Entry:
    """Note that `actor` (None: Liant itself) did `verb` to `thing` (a model's row)."""
    if verb not in verbs.registered():
        raise UnknownVerb(verb)
    return Entry.objects.create(
        at=clock.now(),
        actor_id=actor.id if actor else None,
        actor_name=actor.display_name if actor else "",
        verb=verb,
        thing_kind=thing._meta.label_lower,
        thing_id=thing.pk,
        detail=detail,
    )
