"""From the ledger to counts of pairs by windows of two weeks, which is what the engine looks at."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from liant.bonds import between
from liant.bonds.queries import contacts_between
from liant.engines.direction import LEAST_PEOPLE, LEAST_WINDOWS, Panel, panel_of
from liant.ledger.kinds import CONTACTS, SHARES, InteractionKind
from liant.ledger.queries import reshares

WINDOW = timedelta(weeks=2)
LOOK_BACK = 52 * WINDOW


class Seen(NamedTuple):
    """A row of the ledger: two members, of what kind, and when."""

    member: int
    other: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class Stretch:
    """Whom, and since when, one looks at: everyone in it had agreed before it begins, so that no window is empty because nobody
    looked. `windows` of two weeks end at `until`."""

    members: frozenset[int]
    windows: int
    until: datetime

    @property
    def since(self) -> datetime:
        return self.until - self.windows * WINDOW


def stretch_of(agreed: Mapping[int, datetime], until: datetime) -> Stretch:
    """Of all beginnings, the one with the most people times windows; among those that the engine can use, where there are any."""
    beginnings = [Stretch(frozenset(), 0, until)]
    for windows in range(1, LOOK_BACK // WINDOW + 1):
        since = until - windows * WINDOW
        beginnings.append(Stretch(frozenset(one for one, at in agreed.items() if at <= since), windows, until))
    return max(beginnings, key=lambda one: (
        len(one.members) >= LEAST_PEOPLE and one.windows >= LEAST_WINDOWS, len(one.members) * one.windows,
    ))  # fmt: skip


def seen_in(stretch: Stretch) -> Iterator[Seen]:
    """What both know, then re-shares, which their own person alone does: of these, which of the two and when is told to nobody."""
    rows = (Seen(*row) for row in contacts_between(stretch.since, stretch.until))
    yield from (one for one in rows if one.member in stretch.members and one.other in stretch.members)
    for member, other, place, times in reshares(stretch.members, stretch.since, stretch.until, WINDOW):
        yield from [Seen(member, other, InteractionKind.RESHARE, stretch.since + place * WINDOW)] * times


def panel_in(stretch: Stretch, rows: Iterable[Seen]) -> Panel | None:
    """Counts of each pair that was ever in contact in it; None where nobody was."""
    counts: dict[str, Counter[tuple[int, int, int]]] = {"tie": Counter(), "share": Counter()}
    for one in rows:
        series = series_of(one.kind)
        if series:
            window = (one.at - stretch.since) // WINDOW
            counts[series][min(one.member, one.other), max(one.member, one.other), window] += 1
    cells = sorted(counts["tie"].keys() | counts["share"].keys())
    if not cells:
        return None
    first = min(cells)[:2]  # a pair that has a row in the first and in the last window, so that none is cut off
    cells += [(*first, window) for window in (0, stretch.windows - 1) if (*first, window) not in set(cells)]
    return panel_of(
        [one for one, _, _ in cells], [other for _, other, _ in cells], [window for _, _, window in cells],
        [counts["tie"][cell] for cell in cells], [counts["share"][cell] for cell in cells],
    )  # fmt: skip


def series_of(kind: str) -> str:
    """ "tie" or "share", never both: the same act in both would answer itself. "" where it is neither."""
    return "tie" if kind in CONTACTS else "share" if kind in SHARES else ""


def agreed_until(until: datetime) -> Stretch:
    return stretch_of(between.agreed(), until)
