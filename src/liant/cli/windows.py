"""Windows of time as a table names them: numbers, days, weeks or months. Days and weeks come regularly, so that one that is
missing is a window without events and not a shorter way from the one before to the one after."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from liant.cli.main import Problem

if TYPE_CHECKING:
    from liant.engines.direction import Length

MOST = 10_000
WAYS = {
    "window": re.compile(r"-?\d{1,9}"),
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "week": re.compile(r"\d{4}-W\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
}
PLURAL = {"day": "days", "week": "weeks", "month": "months"}


def windows_of(written: Sequence[str], path: str) -> "tuple[list[int], Length]":
    """Numbers that follow one another, and how long each window is. Raises Problem, with the line, on what is no window, or falls
    between those of the others."""
    from liant.engines.direction import NUMBERED  # late: `--help` should not wait for the engine

    unit = next((unit for unit, way in WAYS.items() if way.fullmatch(written[0])), "window")
    place: dict[str, int] = {}
    for line, one in enumerate(written, start=2):
        if one not in place:
            place[one] = _place(one, unit, f"{path}, line {line}, column “window”")
    spacing = 1
    if unit != "window":
        spacing = _spacing(sorted(set(place.values())))
        _refuse_between(written, place, spacing, unit, path)
    start = min(place.values())
    span = (max(place.values()) - start) // spacing + 1
    if span > MOST:
        raise Problem(f"{path}: the windows go over {span} numbers. Number them one after another: 1, 2, 3.")
    length = NUMBERED if unit == "window" else _length(spacing, unit)
    return [(place[one] - start) // spacing for one in written], length


def _place(one: str, unit: str, where: str) -> int:
    """Days or months since some beginning; a week is the number of its Monday."""
    if WAYS[unit].fullmatch(one):
        try:
            return _counted(one, unit)
        except ValueError:
            pass
    raise Problem(
        f"{where}: “{one[:40]}” stands where a whole number should, or a date as in 2026-11-30, a week as in 2026-W03 or a month as in "
        "2026-01, the same in all lines. Correct it and run it again; nothing was written."
    )


def _counted(one: str, unit: str) -> int:
    match unit:
        case "window":
            return int(one)
        case "day":
            return date.fromisoformat(one).toordinal()
        case "week":
            return date.fromisocalendar(int(one[:4]), int(one[6:]), 1).toordinal()
        case _:
            return date.fromisoformat(f"{one}-01").year * 12 + int(one[5:])


def _spacing(known: Sequence[int]) -> int:
    """The commonest difference of two that follow each other, the smaller of those that are as common."""
    gaps = Counter(later - earlier for earlier, later in pairwise(known))
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)


def _refuse_between(written: Sequence[str], place: dict[str, int], spacing: int, unit: str, path: str) -> None:
    beats = Counter(at % spacing for at in place.values())
    beat = min(beats, key=lambda one: (-beats[one], one))
    for line, one in enumerate(written, start=2):
        if place[one] % spacing != beat:
            length = _length(spacing, unit)
            raise Problem(
                f"{path}, line {line}, column “window”: “{one}” falls between the others, which are {length.many} "
                f"{PLURAL[length.unit] if length.many > 1 else length.unit} apart. Give each window by its first day, all equally long "
                "(months as in 2026-01), or number them one after another: 1, 2, 3; nothing was written."
            )


def _length(spacing: int, unit: str) -> "Length":
    from liant.engines.direction import Length  # late: `--help` should not wait for the engine

    if unit != "month" and spacing % 7 == 0:
        return Length(spacing // 7, "week")
    return Length(spacing, "month" if unit == "month" else "day")
