"""Several tables about the same people, shown together and beside what was shown before.

The limits of `release`: one table that nests one way is hidden more sparingly by `suppress`; questions are looked at one by one, so
that two that follow from each other should be one; an outsider who knows others' answers beside their own may find out more. How many
answered a question at all is told within a wave, hence between waves.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from liant.engines.suppression.beside import counts_to_hide, sums_to_hide_beside, valued
from liant.engines.suppression.combining import Name, People, too_telling
from liant.engines.suppression.following import Key
from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.means import Scale, sums_to_hide
from liant.engines.suppression.opening import Opening, cells_of
from liant.engines.suppression.people import Crossed, Person, Population
from liant.engines.suppression.published import Shown
from liant.engines.suppression.supposing import left_shown, sums_left
from liant.engines.suppression.waves import Cell, Wave
from liant.engines.suppression.words import EARLIER


@dataclass(frozen=True)
class Release(Wave):
    """What may be shown: `counts` and `sums`; it is given as `earlier` when the next wave is released, as it is or as a `Wave`.
    `hidden`: each other cell with its reason, which is not for readers (see `Suppressed`), as `hidden_sums`."""

    hidden: Mapping[Cell, str]
    hidden_sums: Mapping[Name, str]


def release(
    people: Sequence[Person],
    tables: Sequence[Crossed],
    minimum: int = MINIMUM,
    *,
    parents: Mapping[str, Mapping[str, str]] | None = None,
    scale: Scale | None = None,
    earlier: Sequence[Wave] = (),
    answers: Mapping[str, Collection[str]] | None = None,
) -> Release:
    """Hide what would isolate fewer than `minimum` people for whoever has all these tables and the `earlier` ones.

    The outsider is a colleague: they know who is in which group, then and now, and who was there. What is shown holds:

    1. Each shown cell counts `minimum` people or more.
    2. No sum over fewer than `minimum` people follows from shown groups, of any table, now and earlier (`too_telling`).
    3. Take people who are in the same groups, or a shown group, and an answer which fewer than `minimum` of them gave, or none.
       Where they are `minimum` or more, it may be for all the outsider can find out that `minimum` of them gave it, and the
       numbers that may be are spread by `minimum - 1` at least; where they are fewer, that all of them gave it, and that none
       did. So no answer of a small group is known, nor that all of a group answered alike, or all but a few.
    4. A sum of values is shown only where no single value follows from it too closely (`sums_to_hide`).
    5. The outsider may suppose that those who stayed since `earlier` answered as before. Two or three groups of now and
       earlier, added and subtracted, still tell of no number of people, who came with an answer or went without it, that is
       under `minimum`, or all but fewer than `minimum` of them; and of no sum that leaves somebody no room on the scale
       (`waves`). Where the supposition can hold for all that was shown of a question, of the small classes over all waves
       together all may have given an answer, or none, of larger ones `minimum`; and anyone either end of the scale
       (`supposing`).

    Each hidden number of 3 is proven to be unknown, by other answers with which all that is shown would be the same; what can't be
    proven is hidden. `parents`: by dimension, code → the code above. `scale`: of the values; without one, amounts from 0. The same
    people in any order give the same release. `earlier`: what each wave showed, its `Release` or that as a `Wave`. `answers`: by
    question, all that could be given; without it, those that somebody gave, now or in an earlier `Release`. One that nobody gave
    is protected as one that few gave: give them wherever people know what there was to choose from.

    Errors: TableError.
    """
    whole = Population(people, tables, parents or {}, possible(answers or {}, earlier))
    groups = too_telling(whole.groups, minimum, [one.told for one in earlier])
    told = {name: members for name, members in whole.groups.items() if name not in groups}
    counts: dict[Cell, int] = {(name, "", ""): len(members) for name, members in told.items()}
    hidden: dict[Cell, str] = {(name, "", ""): reason for name, reason in groups.items()}
    for question in sorted(whole.asked):
        every, reasons = _question(whole, question, told, minimum, earlier)
        for (name, answer), count in every.items():
            if (name, answer) in reasons:
                hidden[name, question, answer] = groups.get(name) or reasons[name, answer]
            else:
                counts[name, question, answer] = count
    sums, hidden_sums = _sums(whole, told, minimum, scale, earlier)
    return Release(told, counts, sums, hidden, hidden_sums)


def possible(answers: Mapping[str, Collection[str]], earlier: Sequence[Wave]) -> dict[str, set[str]]:
    """By question, what could be answered: as given, and what was answered in earlier waves, shown or hidden."""
    found: dict[str, set[str]] = {question: set(codes) for question, codes in answers.items()}
    for wave in earlier:
        for _name, question, code in (*wave.counts, *(wave.hidden if isinstance(wave, Release) else ())):
            found.setdefault(question, set()).add(code)
    return found


def _question(whole: Population, question: str, told: Mapping[Name, People], minimum: int,
              earlier: Sequence[Wave]) -> tuple[dict[Key, int], dict[Key, str]]:  # fmt: skip
    """Its cells, and why each hidden one is: first what one wave tells, then what two or three groups of several waves do, then
    all waves together. Each step only hides, and what is hidden proves no less of what was proven before."""
    given = whole.answered(question)
    every = cells_of(given)
    groups = {name: told[name] for name in whole.asked[question] if name in told}
    opened = Opening(
        given, [key for key, count in every.items() if key[0] in groups and count >= minimum], minimum, groups=groups
    )
    opened.prove_all()
    reasons = {key: opened.reason(key) for key in every if key not in opened.shown}
    shown = {key: every[key] for key in opened.shown}
    for key in counts_to_hide(groups, shown, question, earlier, minimum):
        reasons[key] = EARLIER
        del shown[key]
    left = left_shown(whole, question, shown, earlier, minimum)
    reasons |= {key: EARLIER for key in shown if key not in left}
    return every, reasons


def _sums(whole: Population, told: Mapping[Name, People], minimum: int, scale: Scale | None,
          earlier: Sequence[Wave]) -> tuple[dict[Name, Shown], dict[Name, str]]:  # fmt: skip
    """Of those who have a value, the sum of each group where it may be shown."""
    values = {one.key: one.value for one in whole.people if one.value is not None}
    if not values:
        return {}, {}
    valued = {name: frozenset(members & values.keys()) for name, members in told.items()}
    hidden = too_telling(valued, minimum, [one.told for one in earlier]) if len(values) < len(whole.people) else {}
    left = {name: members for name, members in valued.items() if name not in hidden}
    hidden |= sums_to_hide(left, values, scale)
    sums = {name: Shown(len(members), math.fsum(values[key] for key in members))
            for name, members in left.items() if name not in hidden}  # fmt: skip
    for name in _beside_sums(told, sums, scale, earlier):
        hidden[name] = EARLIER
        del sums[name]
    return sums, hidden


def _beside_sums(told: Mapping[Name, People], sums: Mapping[Name, Shown], scale: Scale | None, earlier: Sequence[Wave]) -> set[Name]:  # fmt: skip
    low, length = (scale.low, scale.high - scale.low) if scale else (0.0, math.inf)
    now = {name: valued(one, low) for name, one in sums.items()}
    before = [[(wave.told[name], valued(one, low)) for name, one in wave.sums.items()] for wave in earlier]
    hidden = sums_to_hide_beside(told, now, before, length)
    left = {name: one for name, one in now.items() if name not in hidden}
    return hidden if scale is None else sums.keys() - sums_left(told, left, before, length)
