"""Since when someone waits, computed from what was said: for conversations that were put together or taken apart."""

from collections.abc import Iterable
from datetime import datetime


def waits_since(moments: Iterable[datetime], answered_at: datetime | None) -> datetime | None:
    """The first of these moments that no answer followed."""
    return min((moment for moment in moments if answered_at is None or moment > answered_at), default=None)


def due_of_both(first: tuple[str, bool], second: tuple[str, bool]) -> str:
    """What is due after a merge: (due, does someone wait) of each. An answer comes before thanks, thanks before
    nothing; who waits comes before who does not."""
    order = ("answer", "thanks", "nothing")
    waiting = [due for due, waits in (first, second) if waits]
    return min(waiting or [first[0]], key=order.index)
