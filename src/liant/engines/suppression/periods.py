"""Figures of one period after another, of the same people and of what they do anew each time: what is told of those who came or went.

As in `waves`, whoever reads them supposes that those who stayed are as they were, and adds and subtracts. But where the same group was
shown before, nobody came or went: another figure of it says that somebody who stayed has changed, and put together with other groups it
says nothing. So a group is held beside earlier ones when its people are new together, and of each earlier group, its latest figure.
"""

from collections.abc import Mapping, Sequence

from liant.engines.suppression.beside import counts_to_hide, tells_between
from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.waves import Cell, Wave, too_many

Counted = tuple[People, int]
_QUESTION = "?"


def told_by_periods(
    now: Mapping[Name, Counted],
    earlier: Sequence[Mapping[Name, Counted]],
    minimum: int = MINIMUM,
    weights: Mapping[str, int] | None = None,
) -> set[Name]:
    """Of groups with how many of each did something, those of which that tells too much beside the `earlier` periods, the oldest
    first: each alone, and two of them together where there are not too many to look at. `weights`: how many each key stands for.

    Groups of other people in part are looked at with two earlier ones at most; those of the same people pass.
    """
    latest = {people: count for period in earlier for people, count in period.values()}
    fresh = {name: one for name, one in now.items() if one[0] not in latest}
    before = list(
        latest.items()
    )  # also those that share nobody with them: of two earlier ones a third may follow, that does
    if not fresh or not before:
        return set()
    found = set()
    if not too_many(len(fresh), len(before), 1):
        inside: dict[Name, People] = {(("", str(at)),): people for at, (people, _count) in enumerate(before)}
        shown: dict[Cell, int] = {
            ((("", str(at)),), _QUESTION, _QUESTION): count for at, (_people, count) in enumerate(before)
        }
        counts = {(name, _QUESTION): count for name, (_people, count) in fresh.items()}
        groups = {name: people for name, (people, _count) in fresh.items()}
        hidden = counts_to_hide(groups, counts, _QUESTION, [Wave(inside, shown, {})], minimum, weights=weights)
        found = {name for name, _code in hidden}
    for name in fresh.keys() - found:
        if tells_between(fresh[name], before, minimum, weights):
            found.add(name)
    return found
