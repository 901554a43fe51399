"""Small values a view hands to a component."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Tab:
    """One entry of `{% tabs %}` or `{% seg %}`. `key`: the keyboard's way to it, such as "g i"."""

    url: str
    label: Words
    is_current: bool = False
    count: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Column:
    """One bar of `{% bars %}`. `total` is None where nothing could be heard: hatched, never zero. `is_partial`: some of it
    could not be heard; `name`: the label in full, for the table."""

    label: Words
    total: int | None
    part: int | None = None
    is_partial: bool = False
    name: Words = ""


@dataclass(frozen=True)
class Series:
    """One line, or one row of bars, of `{% days_chart %}`; None where nothing is known."""

    label: Words
    values: Sequence[int | None]
    shape: Literal["bar", "line"] = "bar"


@dataclass(frozen=True)
class Days:
    """What `{% days_chart %}` draws, one place for each day or week. `holes`: something of it could not be heard."""

    names: Sequence[Words]
    labels: Sequence[Words]
    series: Sequence[Series]
    holes: Sequence[bool]


@dataclass(frozen=True)
class StateWords:
    """How a state is shown: a colour class ("", "ok", "look", "no"), an icon, and the words that say it."""

    kind: str
    icon: str
    label: Words


# One table for every life cycle shown on a screen; a room's own states are added by `register_states`.
STATES: dict[str, StateWords] = {
    # a delivery
    "draft": StateWords("", "pen", pgettext_lazy("state", "draft")),
    "approved": StateWords("", "check", pgettext_lazy("state", "approved")),
    "queued": StateWords("", "clock", pgettext_lazy("state", "waiting to be sent")),
    "held": StateWords("", "pause", pgettext_lazy("state", "held back")),
    "sending": StateWords("", "send", pgettext_lazy("state", "being sent")),
    "sent": StateWords("ok", "check", pgettext_lazy("state", "sent")),
    "rejected": StateWords("no", "x", pgettext_lazy("state", "refused by the network")),
    "unknown": StateWords("look", "eye", pgettext_lazy("state", "to be checked")),
    "cancelled": StateWords("", "x", pgettext_lazy("state", "cancelled")),
    # a channel
    "ok": StateWords("ok", "check", pgettext_lazy("state", "all is well")),
    "expiring": StateWords("look", "clock", pgettext_lazy("state", "to be renewed")),
    "paused": StateWords("", "pause", pgettext_lazy("state", "paused")),
    "broken": StateWords("no", "plug-off", pgettext_lazy("state", "cut off")),
    # a conversation
    "answered": StateWords("ok", "check", pgettext_lazy("state", "answered")),
    "closed": StateWords("", "check", pgettext_lazy("state", "closed without an answer")),
    "snoozed": StateWords("", "snooze", pgettext_lazy("state", "put off")),
}


def register_states(states: dict[str, StateWords]) -> None:
    """A room's own states, for `{% state %}`. A key already there keeps one meaning in the whole house."""
    if taken := set(states) & set(STATES):
        raise ValueError(f"These states already have words: {sorted(taken)}.")
    STATES.update(states)


def ring(count: int, limit: int) -> str:
    """The dash of the composer's ring: how much of the limit is used, on a circle of radius 8."""
    whole = 50.3
    share = min(count / limit, 1.0) if limit else 0.0
    return f"{whole * share:.1f} 60"


def columns_text(columns: Sequence[Column]) -> tuple[Column | None, int]:
    """The highest column and how many are gaps, for the sentence that stands for the picture."""
    heard = [column for column in columns if column.total is not None]
    return max(heard, key=lambda column: column.total or 0, default=None), len(columns) - len(heard)
