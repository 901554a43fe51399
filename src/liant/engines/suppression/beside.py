"""Which figures of now are hidden beside those of earlier waves (see `waves`), so that they don't follow from others either."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.following import Following, Key
from liant.engines.suppression.published import Shown
from liant.engines.suppression.table import TOTAL
from liant.engines.suppression.waves import UNKNOWN, Telling, Valued, Wave, telling_counts, telling_sums, too_many


class Before(NamedTuple):
    """What is known of some people since an earlier wave: how many gave each answer."""

    people: People
    counts: Mapping[str, float]


def counts_to_hide(groups: Mapping[Name, People], counts: Mapping[Key, int], question: str, earlier: Sequence[Wave],
                   minimum: int, *, weights: Mapping[str, int] | None = None) -> set[Key]:  # fmt: skip
    """Of the cells that may be shown of a question, those that tell too much beside the earlier waves. `groups`: of which these
    cells are; `counts`: of each cell; `weights`: how many each key stands for. How many answered at all (TOTAL) is told in each
    wave, and is held to nothing here."""
    before = shown_before(question, earlier)
    if not before or not counts:
        return set()
    codes = sorted({code for _name, code in counts} | {code for one in before for code in one.counts} - {TOTAL})
    names, left = _fitting(groups, len(before), len(codes))
    now = Following(groups, codes)
    known = now.known([(name, code) for name in names for code in codes], counts)
    news = {key: count for key, count in known.items() if not is_told(groups[key[0]], key[1], count, before)}
    told = [{code: news[name, code] for code in codes if (name, code) in news} for name in names]
    figures = np.array([[one.get(code, np.nan) for code in codes] for one in (*told, *(one.counts for one in before))])
    sets = [*(groups[name] for name in names), *(one.people for one in before)]
    telling = telling_counts(sets, len(names), np.rint(figures), minimum, weights)
    return _opened(now, counts, (names, codes), telling, left)


def shown_before(question: str, earlier: Sequence[Wave]) -> list[Before]:
    """The groups of earlier waves with all counts that were shown, or follow."""
    found: dict[tuple[People, tuple[tuple[str, float], ...]], Before] = {}
    for wave in earlier:
        shown = {
            (name, code): count for (name, asked, code), count in wave.counts.items() if question and asked == question
        }
        groups = {name: wave.told[name] for name, _code in shown}
        if not groups:
            continue
        codes = sorted({code for _name, code in shown} - {TOTAL})
        known = Following(groups, codes).known([(name, code) for name in groups for code in codes], shown)
        for name, people in groups.items():
            counts = {code: round(known[name, code]) for code in codes if (name, code) in known}
            found[people, tuple(sorted(counts.items()))] = Before(people, counts)
    return list(found.values())


def is_told(people: People, code: str, count: float, before: Iterable[Before]) -> bool:
    """Whether the same was shown before of the same people: it is no news."""
    return any(one.people == people and one.counts.get(code) == round(count) for one in before)


Sums = Sequence[tuple[People, Valued]]  # of a wave: the people of each group, and the sum that was shown of them


def sums_to_hide_beside(groups: Mapping[Name, People], sums: Mapping[Name, Valued], earlier: Sequence[Sums], length: float,
                        about: Collection[Name] | None = None, *, weights: Mapping[str, int] | None = None) -> set[Name]:  # fmt: skip
    """The same for sums on a scale of that `length`. `about`: the groups of which it is known who is counted; all by default;
    `weights`: how many each key stands for.
    A group whose sum isn't shown may not tell too much either, where its sum follows from others."""
    before = list(dict.fromkeys(one for wave in earlier for one in wave))
    if not before or not sums:
        return set()
    names, left = _fitting({name: groups[name] for name in (groups if about is None else about)}, len(before), 1)
    now = Following(groups, [""])
    keys = [(name, "") for name in names]
    counted, above = (now.known(keys, {(name, ""): one[at] for name, one in sums.items()}) for at in (0, 1))
    at_worst = math.fsum(one.off for one in sums.values())
    known = [sums.get(name) or Valued(counted[name, ""], above[name, ""], at_worst) if (name, "") in counted else UNKNOWN
             for name in names]  # fmt: skip
    known = [UNKNOWN if (groups[name], one) in before else one for name, one in zip(names, known, strict=True)]
    sets = [*(groups[name] for name in names), *(people for people, _sum in before)]
    telling = telling_sums(sets, len(names), [*known, *(one for _people, one in before)], length, weights)
    people = {(name, ""): len(groups[name]) for name in sums}
    return {name for name, _code in _opened(now, people, (names, [""]), telling, left)}


def tells_between(now: tuple[People, int], before: Sequence[tuple[People, int]], minimum: int,
                  weights: Mapping[str, int] | None = None) -> bool:  # fmt: skip
    """Whether how many gave an answer may not be shown of these people beside what was shown of it `before`, each time of some
    people. That nobody gave it may be known here: then it is taken of each of them as known. `weights`: how many each key
    stands for, where it is a class of them."""
    if not before or now in before:
        return False
    nobody = frozenset().union(*(people for people, count in (now, *before) if count == 0))
    sets = [people - nobody for people, _count in (now, *before)]
    counts = np.array([[count] for _people, count in (now, *before)], dtype=float)
    return bool(telling_counts(sets, 1, counts, minimum, weights).alone.any())


def _fitting(groups: Mapping[Name, People], before: int, figures: int) -> tuple[list[Name], list[Name]]:
    """The largest groups, as many as can be looked at, one of those with the same people, and the others."""
    same = {people: name for name, people in sorted(groups.items(), reverse=True)}
    names = sorted(same.values(), key=lambda name: (-len(groups[name]), name))
    fitting = len(names) - too_many(len(names), before, figures)
    return names[:fitting], names[fitting:]


def _opened(now: Following, counts: Mapping[Key, int], places: tuple[Sequence[Name], Sequence[str]], telling: Telling,
            left: Iterable[Name]) -> set[Key]:  # fmt: skip
    """Hide, the cheapest first, until nothing that tells too much is shown or follows."""
    names, codes = places
    alone = [(names[group], codes[at]) for group, at in np.argwhere(telling.alone)]
    alone += [(name, code) for name in left for code in codes]
    shown = {key: count for key, count in counts.items() if key not in alone}
    for key in alone:
        _unknow(now, shown, key)
    for group, other, at in np.argwhere(telling.twos):
        behind = [now.behind((names[one], codes[at]), shown) for one in (group, other)]
        if all(behind):
            cheapest = min((0, 1), key=lambda one: min(shown[key] for key in behind[one]))
            _unknow(now, shown, (names[(group, other)[cheapest]], codes[at]))
    return counts.keys() - shown.keys()


def _unknow(now: Following, shown: dict[Key, int], key: Key) -> None:
    while behind := now.behind(key, shown):
        del shown[key if key in shown else min(behind, key=lambda one: (shown[one], one))]


def valued(shown: Shown, low: float) -> Valued:
    """A sum, above as many times the lower end of the scale."""
    return Valued(shown.count, (shown.value or 0.0) - shown.count * low)
