"""All waves as one, for whoever supposes that those who stayed answered as before: each person has one answer for all the waves
they are in, and what was shown of each wave is held together. Where such answers can be at all, they are looked for; what small
numbers could be then is for `Opening` to prove. Where they can't, the supposition is false, and tells nothing."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from liant.engines.suppression.beside import Sums
from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.following import Key
from liant.engines.suppression.opening import DEAR, Opening, rows_of_cells
from liant.engines.suppression.otherwise import Floats, Search, Whole, cheapest
from liant.engines.suppression.people import Answered, Population
from liant.engines.suppression.table import TOTAL
from liant.engines.suppression.waves import Valued, Wave, is_plainly_false

_NOTHING = 1e-6


class Unsettled(Exception):
    """Whether all waves go together can't be told."""


class Past(NamedTuple):
    """Earlier waves, by names of their own: who was in the shown groups, and how many were shown to have answered what."""

    groups: Mapping[Name, People]
    cells: Mapping[Key, int]


def left_shown(whole: Population, question: str, shown: Mapping[Key, int], earlier: Sequence[Wave], minimum: int) -> set[Key]:  # fmt: skip
    """Which of the cells of now stay shown, so that no small number follows from all waves together; of as many of the latest
    as can be supposed to go together. Where that can't be settled, no answer is shown."""
    asked = [one for one in earlier if any(asked == question for _name, asked, _code in one.counts)]
    for oldest in range(len(asked)):
        past = _past(question, asked[oldest:])
        try:
            found = suppose(whole, question, shown, past)
        except Unsettled:
            return {key for key in shown if key[1] == TOTAL}
        if found is not None:
            opened = Opening(found, shown, minimum, past.cells.keys())
            opened.prove_all()
            return opened.shown - past.cells.keys()
    return set(shown)


def _past(question: str, earlier: Sequence[Wave]) -> Past:
    groups = {_of_wave(at, name): people for at, one in enumerate(earlier) for name, people in one.told.items()}
    cells = {(_of_wave(at, name), code): count for at, one in enumerate(earlier)
             for (name, asked, code), count in one.counts.items() if asked == question}  # fmt: skip
    return Past(groups, cells)


def _of_wave(at: int, name: Name) -> Name:
    return (("\0", str(at)), *name)


def suppose(whole: Population, question: str, shown: Mapping[Key, int], past: Past) -> Answered | None:
    """Answers with which all that was shown of every wave would be as it is; None where there are none, so that somebody who
    stayed has changed. Errors: Unsettled."""
    cells = {**shown, **past.cells}
    if _is_false(whole, shown, past):
        return None
    said = {one.key: one.answers.get(question, "") for one in whole.people}
    answers = sorted({*whole.answers_to(question), *(code for _name, code in past.cells)} - {"", TOTAL})
    names: dict[str, list[Name]] = {}
    for name, people in sorted({**whole.groups, **past.groups}.items()):
        for key in people:
            names.setdefault(key, []).append(name)
    kinds: dict[tuple[Name, ...], list[str]] = {}
    for key in sorted(names):
        kinds.setdefault(tuple(names[key]), []).append(key)
    order = sorted(kinds)
    counts = [[sum(said.get(key, "") == code for key in kinds[kind]) for code in (*answers, "")] for kind in order]
    inside = {name: [at for at, kind in enumerate(order) if name in kind]
              for name in {*whole.asked[question], *(name for name, _code in past.cells)}}  # fmt: skip
    given = Answered(answers, [len(kinds[kind]) for kind in order], counts, inside)
    found = _agreeing(given, cells, [kinds[kind][0] not in said for kind in order])
    return None if found is None else given._replace(counts=found.tolist())


def _is_false(whole: Population, shown: Mapping[Key, int], past: Past) -> bool:
    """Whether two or three groups say so already."""
    now, before = sorted({name for name, _code in shown}), sorted({name for name, _code in past.cells})
    codes = sorted({code for _name, code in (*shown, *past.cells)})
    counts = [[shown.get((name, code), np.nan) for code in codes] for name in now]
    counts += [[past.cells.get((name, code), np.nan) for code in codes] for name in before]
    sets = [*(whole.groups[name] for name in now), *(past.groups[name] for name in before)]
    return is_plainly_false(sets, len(now), np.array(counts, dtype=float).reshape(len(sets), len(codes)))


def _agreeing(given: Answered, cells: Mapping[Key, int], has_left: Sequence[bool]) -> Whole | None:
    """Answers that make these cells: those of now as they are where this can be, otherwise with as few changes as may be."""
    start: Whole = np.array(given.counts, dtype=np.int64)
    rows = rows_of_cells(given, list(cells))
    goal = np.array([*cells.values(), *given.sizes], dtype=np.int64)
    most = np.repeat(np.array(given.sizes, dtype=np.int64), start.shape[1])
    prices = np.full(len(goal), DEAR)
    gone = np.repeat(np.array(has_left), start.shape[1])
    for free in (gone, np.ones_like(gone)):
        about = rows[:, free].any(axis=1)
        fixed = rows[:, ~free] @ start.ravel()[~free]
        if (fixed != goal)[~about].any():
            continue
        rest = Search(rows[about][:, free], (goal - fixed)[about], most[free], prices[about], int(free.sum()))
        found = rest.find(start.ravel()[free])
        if found is not None and np.abs(rest.rows @ found - rest.goal).max(initial=0) < _NOTHING:
            made = start.ravel().copy()
            made[free] = found
            return made.reshape(start.shape)
    if rest.can_be():
        raise Unsettled
    return None


class _Rows(NamedTuple):
    """Sums of groups of all waves: groups × classes, the size of each class, what each sum is, and the names of those of now."""

    rows: Whole
    sizes: Floats
    above: Floats
    names: list[Name]


def sums_left(groups: Mapping[Name, People], sums: Mapping[Name, Valued], earlier: Sequence[Sums],
              length: float) -> set[Name]:  # fmt: skip
    """Which sums of now stay shown, so that everybody may have given either end of the scale with the sums of all waves; of as
    many of the latest as can be supposed to go together."""
    known = [one for one in earlier if one]
    for oldest in range(len(known)):
        before = list(dict.fromkeys(one for wave in known[oldest:] for one in wave))
        table = _table(groups, sums, before)
        if _missed(table, np.zeros(len(table.sizes)), table.sizes * length) == []:
            return _open_ends(table, length)
    return set(sums)


def _table(
    groups: Mapping[Name, People], sums: Mapping[Name, Valued], before: Sequence[tuple[People, Valued]]
) -> _Rows:
    names = sorted(sums)
    sets = [*(groups[name] for name in names), *(people for people, _sum in before)]
    kinds: dict[tuple[bool, ...], int] = {}
    for key in frozenset().union(*sets):
        kind = tuple(key in people for people in sets)
        kinds[kind] = kinds.get(kind, 0) + 1
    order = sorted(kinds)
    return _Rows(
        np.array(order, dtype=np.int64).reshape(len(order), len(sets)).T,
        np.array([kinds[kind] for kind in order], dtype=float),
        np.array([*(sums[name].above for name in names), *(one.above for _people, one in before)]),
        names,
    )


def _missed(table: _Rows, low: Floats, room: Floats) -> list[int] | None:
    """The rows that can't be kept where each class sums up to `low` at least and `room` more at most; None where those of
    earlier waves can't be, or nothing was found."""
    now = len(table.names)
    prices = table.rows @ table.sizes
    prices[now:] = 1 + 10 * prices.sum()
    found = cheapest(table.rows, table.above - table.rows @ low, room, np.zeros(len(room)), prices)
    if found is None:
        return None
    off = np.abs(table.rows @ (low + found) - table.above)
    missed = [int(at) for at in np.flatnonzero(off > _NOTHING * (1 + np.abs(table.above)))]
    return None if any(at >= now for at in missed) else missed


def _open_ends(table: _Rows, length: float) -> set[Name]:
    left = set(table.names)
    for at in range(len(table.sizes)):
        for end in (0.0, length):
            low, room = np.zeros(len(table.sizes)), table.sizes * length
            low[at], room[at] = end, room[at] - length
            while True:
                missed = _missed(table, low, room)
                if not missed:
                    break
                left -= {table.names[one] for one in missed}
                table = _without(table, missed)
    return left


def _without(table: _Rows, missed: Sequence[int]) -> _Rows:
    names = [name for at, name in enumerate(table.names) if at not in missed]
    return _Rows(np.delete(table.rows, missed, axis=0), table.sizes, np.delete(table.above, missed), names)
