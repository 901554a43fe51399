"""What choosing is worth: whether what the ranking chose was opened and shared more than what chance drew."""

from collections.abc import Sequence
from typing import Any

from liant.advocacy.breath.counting import ENOUGH, MINIMUM
from liant.advocacy.breath.taken import Shown, Stretch, Taken
from liant.engines.ranking import Judged, TooFew, usefulness
from liant.engines.suppression import is_dominated

Json = dict[str, Any]
Rows = Sequence[tuple[int, Shown]]  # whose list it stood on, and what


QUARTER = 3
"""Stretches that are judged together, once they are all over: one in twenty of four weeks is too little."""


def worth(taken: Sequence[Taken], stretch: Stretch, *, is_told: bool) -> Json | None:
    """Once in three stretches, of the three; of both together or of neither, since with all of them one tells the other. `is_told`:
    whether anything is told of who shared in each of them. None as well where it is not known of everything how it came to
    stand there."""
    if stretch.number % QUARTER:
        return None
    first = Stretch(stretch.number - QUARTER + 1).first
    rows = [(one.key, each) for one in taken for each in one.shown if first <= each.day < stretch.past]
    if not all(each.eligible for _key, each in rows):
        return None
    opened = both(rows, "opened")
    shared = both(rows, "shared") if is_told else None
    if opened is None:
        return None
    return {
        "opened": opened, "shared": shared,
        "judged": {"opened": judged(rows, "opened"), "shared": judged(rows, "shared") if shared else None},
    }  # fmt: skip


def both(rows: Rows, what: str) -> Json | None:
    """How often it happened to what was chosen, and to what chance drew."""
    ranked = told([row for row in rows if not row[1].is_explored], what)
    explored = told([row for row in rows if row[1].is_explored], what)
    return None if ranked is None or explored is None else {"ranked": ranked, "explored": explored}


def told(rows: Rows, what: str) -> Json | None:
    """From ten pieces of five people on, of whom five at least did it, five at least did not, and none stands out."""
    each: dict[int, list[bool]] = {}
    for key, one in rows:
        each.setdefault(key, []).append(getattr(one, what))
    did = [sum(flags) for flags in each.values()]
    did_not = [len(flags) - count for flags, count in zip(each.values(), did, strict=True)]
    if len(rows) < ENOUGH or min(sum(map(bool, did)), sum(map(bool, did_not))) < MINIMUM:
        return None
    if any(map(is_dominated, (did, did_not, [len(flags) for flags in each.values()]))):
        return None
    return {"n": len(rows), "yes": sum(did), "share": sum(did) / len(rows)}


def judged(rows: Rows, what: str) -> Json:
    """What the ranking would have come to without chance, and chance without the ranking: each piece weighed by how likely it was to be
    shown. Everything that was shown is in it, so that nothing hangs on who cares to answer."""
    happened = [float(getattr(one, what)) for _key, one in rows]
    likely, who = [one.chance for _key, one in rows], [key for key, _one in rows]
    return {
        "ranking": estimate(happened, likely, [float(one.is_best) for _key, one in rows], who),
        "chance": estimate(happened, likely, [1 / one.eligible for _key, one in rows], who),
    }


def estimate(happened: list[float], likely: list[float], wanted: list[float], who: list[int]) -> Json | None:
    try:
        found: Judged = usefulness(happened, likely, wanted, who)
    except TooFew:
        return None
    return {"share": found.value, "low": found.low, "high": found.high}
