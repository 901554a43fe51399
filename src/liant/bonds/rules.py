"""What the figures of a tie are called, and whom one could thank, see again or get to know. Pure: values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liant.bonds.models import Tie
from liant.ledger.kinds import InteractionKind

LOST_AFTER = 8  # times the usual gap between two contacts: then most ties have ended (Navarro et al., 2017)
LEAST_GAP = timedelta(days=5)
MARKED = 12.0  # points of strength in twelve weeks
KNOWN = 50.0  # the mean of all pairs that were ever in contact
MOST_HINTS = 3
THANKED_WITHIN = timedelta(days=21)
MOST_ASKED = 3  # a day, by one member
ASKED_KEPT = timedelta(weeks=8)  # what a colleague asked of one
HAPPENED = {  # with a community outside, as one says it
    "wrote": InteractionKind.COMMENT, "answered": InteractionKind.REPLY, "went": InteractionKind.ATTENDED,
    "asked": InteractionKind.CONVERSATION,
}  # fmt: skip
THANKS = frozenset({"thanks", "mention"})  # a word to somebody by name, between colleagues
HELPS = frozenset({"reply", "comment", "co-wrote"})


def state_of(
    *, strength: float, before: float | None, last_at: datetime | None, usual_gap: timedelta, now: datetime
) -> str:
    """Lost sight of, where the silence is eight usual gaps long; else by how the strength moved in twelve weeks."""
    if last_at is not None and before is not None and now - last_at > LOST_AFTER * max(usual_gap, LEAST_GAP):
        return Tie.State.LOST
    if before is None:
        return Tie.State.GROWS
    if strength - before >= MARKED:
        return Tie.State.GROWS
    return Tie.State.FADES if before - strength >= MARKED else Tie.State.HOLDS


@dataclass(frozen=True)
class Seen:
    """One tie as it is read for hints."""

    other: int
    strength: float
    state: str


def to_thank(turned: Iterable[tuple[int, str, datetime]], thanked: Mapping[int, datetime], now: datetime) -> list[int]:
    """Who helped lately and was not thanked since. `turned`: (who, kind, when) of what came towards them."""
    helped: dict[int, datetime] = {}
    for who, kind, at in turned:
        if kind in HELPS and now - at <= THANKED_WITHIN:
            helped[who] = max(at, helped.get(who, at))
    waiting = [who for who, at in helped.items() if who not in thanked or thanked[who] < at]
    return sorted(waiting, key=lambda who: (helped[who], who), reverse=True)[:MOST_HINTS]


def to_see_again(ties: Sequence[Seen]) -> list[int]:
    """The strongest of those that fade or were lost."""
    fading = [one for one in ties if one.state in (Tie.State.FADES, Tie.State.LOST)]
    return [one.other for one in sorted(fading, key=lambda one: (-one.strength, one.other))[:MOST_HINTS]]


def to_know(member: int, ties: Mapping[int, Sequence[Seen]], introducing: Mapping[int, bool]) -> list[tuple[int, int]]:
    """(whom, by whom): colleagues without a tie who share a close one. Only where whoever introduces and whoever is introduced
    both said that it may be told, as it tells that the two are in contact; only ties above the mean count, on both sides."""
    near = {one.other: one.strength for one in ties.get(member, ())}
    found: dict[int, tuple[float, int]] = {}
    for via, strength in near.items():
        if strength < KNOWN or not introducing.get(via, False):
            continue
        for one in ties.get(via, ()):
            if one.other == member or one.other in near or not introducing.get(one.other, False):
                continue
            if one.strength >= KNOWN:
                found[one.other] = max(found.get(one.other, (0.0, via)), (min(strength, one.strength), via))
    best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:MOST_HINTS]
    return [(other, via) for other, (_strength, via) in best]
