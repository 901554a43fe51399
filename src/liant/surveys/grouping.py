"""Along which groups anything may be shown: of a single wave, and beside the waves before it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from liant.engines.suppression import Cell, Name, People, Table, suppress, too_telling
from liant.surveys.earlier import Earlier
from liant.surveys.rules import Group

REST, OWN = "/rest", "/own"
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """One answer, and the group that is kept beside it; "" where none is."""

    answers: Answers
    group: str = ""


@dataclass(frozen=True)
class Limits:
    """The least people about whom anything is shown, and the least from whom comments are. `alike`: groups whose people are
    nearly those of earlier waves, so that a difference would be about too few; `is_alike`: so it is with everyone.
    `places`: the groups beside which an answer can be kept at all, "" for none, as the list of who was asked tells everyone;
    None where it isn't known. `earlier`: what the waves before showed."""

    minimum: int = 5
    comments: int = 10
    alike: frozenset[str] = frozenset()
    is_alike: bool = False
    places: frozenset[str] | None = None
    earlier: Earlier = field(default_factory=Earlier)

    def can_hold(self, code: str) -> bool:
        """Where nobody can be, that nobody is there tells nothing: nothing has to be hidden for it."""
        return self.places is None or code in self.places


def shown_groups(given: Sequence[Given], groups: Sequence[Group], limits: Limits) -> dict[str, int]:
    """How many answered in each group that may be shown."""
    counts = Counter(one.group for one in given)
    return {code: count for code, (count, _sum) in of_groups(counts, {}, groups, limits, ()).items()}


def of_groups(counts: Mapping[str, int], sums: Mapping[str, float], groups: Sequence[Group], limits: Limits,
              hidden: Collection[str]) -> dict[str, tuple[int, float | None]]:  # fmt: skip
    """(people, sum of their values) for each group that may be shown beside the others and the whole."""
    if not groups:
        return {}
    above = {one.parent for one in groups if one.parent}
    parents = {one.code: one.parent for one in groups if one.parent}
    cells = []
    for one in groups:
        if not limits.can_hold(one.code):
            continue
        code = one.code + OWN if one.code in above else one.code
        if code != one.code:
            parents[code] = one.code
        cells.append(Cell((code,), None, counts.get(one.code, 0), sums.get(one.code, 0.0)))
    if limits.can_hold(""):
        cells.append(Cell((REST,), None, counts.get("", 0), sums.get("", 0.0)))
    if not cells:
        return {}
    known = {one.code for one in groups}
    parents = above_cells(cells, parents)
    table = Table(tuple(cells), parents)
    too_much = {(code,) for code in (set(hidden) | limits.alike) & known if (code,) in table.layout.keys}
    published = suppress(table, limits.minimum, hidden=too_much).published
    return {key[0]: (cell.count, cell.value) for key, cell in published.shown.items() if key[0] in known}


def above_cells(cells: Sequence[Cell], parents: Mapping[str, str]) -> dict[str, str]:
    """What stands above each cell, and above that: a group in which nobody can be, nor below it, is in no table."""
    found = {}
    for cell in cells:
        code = cell.key[0]
        while code in parents:
            found[code] = parents[code]
            code = parents[code]
    return found


def parts_of(groups: Sequence[Group]) -> dict[str, set[str]]:
    """Each group with all that are below it."""
    found = {one.code: {one.code} for one in groups}
    for one in groups:
        above = one.parent
        while above in found:
            found[above].add(one.code)
            above = next((other.parent for other in groups if other.code == above), "")
    return found


def alike_groups(
    now: Mapping[str, Set[str]], earlier: Iterable[Mapping[str, Set[str]]], minimum: int
) -> tuple[frozenset[str], bool]:
    """Which groups tell of too few people beside what earlier waves showed, and whether everyone does. The groups with those
    asked in them; "" is everyone. Groups in which enough people didn't answer are left out before: nobody knows who did."""
    found = too_telling(named(now), minimum, [named(one) for one in earlier])
    return frozenset(name[0][1] for name in found if name), () in found


def named(groups: Mapping[str, Set[str]]) -> dict[Name, People]:
    return {(("group", code),) if code else (): frozenset(people) for code, people in groups.items()}


def known_by_name(asked: Mapping[str, set[str]], answered: Mapping[str, int], groups: Sequence[Group],
                  minimum: int) -> dict[str, People]:  # fmt: skip
    """The groups of which colleagues know who answered, since fewer than the minimum of those asked did not; "": everyone.
    `asked`: of each group alone; `answered`: with all below it, where it is known."""
    parts = {**parts_of(groups), "": asked.keys()}
    found = {}
    for code, below in parts.items():
        people = frozenset().union(*(asked.get(part, set()) for part in below))
        if people and len(people) - answered.get(code, len(people)) < minimum:
            found[code] = people
    return found
