"""How many gave each answer, question by question; None where that would be about too few, or be each one's answer."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.expressions import is_empty
from liant.engines.questionnaire.groups import Estimate, estimate
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import Element, Panel
from liant.engines.suppression import Scale, answers_shown, complement_is_safe, is_dominated, is_near_an_end
from liant.surveys.grouping import Answers

CHOSEN = ("radiogroup", "dropdown", "boolean", "rating", "checkbox", "ranking")
NO_ANSWER = "\0"  # no choice is spelt so
NOTHING = Estimate(0, None, None, None, None, None)


def is_counted(one: Question) -> bool:
    return one.kind in CHOSEN or one.kind == "matrix" or (one.kind == "text" and one.input_type in ("number", "range"))


def depending(whole: Questionnaire) -> frozenset[str]:
    """The questions that not everyone is asked: that somebody is, is itself an answer to another."""

    def inside(elements: Sequence[Element], depends: bool) -> Iterator[str]:
        for one in elements:
            if isinstance(one, Panel):
                yield from inside(one.elements, depends or one.visible_if is not None)
            elif isinstance(one, Question) and (depends or one.visible_if is not None):
                yield one.name

    return frozenset(name for page in whole.pages for name in inside(page.elements, page.visible_if is not None))


def question_figures(
    one: Question, answers: Sequence[Answers], minimum: int, *, depends: bool = False
) -> dict[str, Any]:
    """How many gave each answer; None where that would be about too few. `depends`: those who aren't asked are told by
    their number, so these must be enough too. Where a few of those who were asked left it, that they did is one more answer,
    and `hold_back` says of how many answered no more than may be."""
    said = [value for each in answers if not is_empty(value := each.get(one.name))]
    is_shown = len(said) >= minimum
    if depends:
        is_shown = is_shown and complement_is_safe(len(said), len(answers), minimum, zero_is_public=True)
    found: dict[str, Any] = {"name": one.name, "kind": one.kind, "n": len(said) if is_shown else None}
    if found["n"] is None:
        return found
    if one.kind == "matrix":
        found["rows"] = [
            row_figures(one, spell(row.value), said, minimum, 0 if depends else len(answers)) for row in one.rows
        ]
    elif one.kind == "checkbox":
        found["values"] = [ticked(spell(choice.value), said, minimum) for choice in offered(one)]
    elif one.kind == "ranking":
        found["places"] = mean_places([choice.value for choice in one.choices], said, minimum)
    elif one.kind == "text":
        found["estimate"] = as_json(estimate_of_numbers(one, said, minimum))
    else:
        left = 0 if depends else len(answers) - len(said)
        found["values"] = distribution(
            [spell(choice.value) for choice in offered(one)], map(spell, said), minimum, left=left
        )
    return found


def hold_back(counted: dict[str, Any], everyone: int, minimum: int) -> None:
    """How many answered is told as the least it may be, where the few who left it would follow from it."""
    if counted["n"] is not None and 0 < everyone - counted["n"] < minimum:
        counted["n"] = max(minimum, everyone - minimum + 1)


def row_figures(one: Question, row: str, said: Sequence[Any], minimum: int, everyone: int) -> dict[str, Any]:
    """`everyone` who was asked; 0 where their number tells of another answer."""
    given = [spell(value[row]) for value in said if isinstance(value, Mapping) and row in value]
    columns = [spell(choice.value) for choice in one.columns]
    enough = len(given) >= minimum
    return {
        "name": row,
        "n": len(given) if enough else None,
        "values": distribution(columns, given, minimum, left=max(0, everyone - len(given))) if enough else [],
    }


def distribution(values: Sequence[str], given: Iterable[str], minimum: int, *, left: int = 0) -> list[dict[str, Any]]:
    """Each answer with how many gave it; what is hidden is hidden so that the rest doesn't tell it, nor how many left it
    where these are few. Where everyone gave the same answer, it would be each one's: nothing is shown."""
    counts = Counter(given)
    cells = {value: counts[value] for value in values}
    shown = answers_shown(cells | {NO_ANSWER: left} if 0 < left < minimum else cells, minimum)
    return [{"value": value, "n": shown.get(value)} for value in values]


def ticked(value: str, said: Sequence[Any], minimum: int) -> dict[str, Any]:
    """Several may be ticked: each is a question of its own, yes or no. That nobody did, or everyone, is each one's answer."""
    count = sum(1 for one in said if isinstance(one, list) and value in map(spell, one))
    is_safe = count >= minimum and complement_is_safe(count, len(said), minimum)
    return {"value": value, "n": count if is_safe else None}


def mean_places(values: Sequence[Any], said: Sequence[Any], minimum: int) -> list[dict[str, Any]]:
    """The mean place of each; None where nearly everyone put it first, or last. All places of whoever ranked everything have
    one sum: a single hidden mean would follow from the others, so that another is hidden with it."""
    found: list[dict[str, Any]] = []
    scale = Scale(1, len(values))
    for value in values:
        places = [one.index(value) + 1 for one in said if isinstance(one, list) and value in one]
        is_told = len(places) >= minimum and not is_near_an_end(sum(places), len(places), scale)
        found.append({"value": spell(value), "mean": round(sum(places) / len(places), 1) if is_told else None})
    told = [one for one in found if one["mean"] is not None]
    if len(told) == len(found) - 1 and told:
        middle = (scale.low + scale.high) / 2
        furthest = max(told, key=lambda one: (abs(float(one["mean"] or 0) - middle), one["value"]))
        furthest["mean"] = None
    return found


def estimate_of_numbers(one: Question, said: Sequence[Any], minimum: int) -> Estimate:
    """Numbers beyond 0…100 too: the interval is not cut there. The median of open numbers would be one person's own."""
    numbers = [float(each) for each in said if isinstance(each, int | float)]
    found = estimate(numbers)
    if found.n < minimum or found.mean is None or found.low is None or found.high is None or is_telling(one, numbers):
        return NOTHING
    half = max(found.mean - found.low, found.high - found.mean)
    return Estimate(found.n, found.mean, found.mean - half, found.mean + half, None, found.spread)


def is_telling(one: Question, numbers: Sequence[float]) -> bool:
    """Whether the mean is nearly everyone's number, or that of one who stands out."""
    if max(numbers) == min(numbers):
        return True
    if isinstance(one.least, int | float) and isinstance(one.most, int | float):
        return is_near_an_end(math.fsum(numbers), len(numbers), Scale(one.least, one.most))
    floor = min(0.0, *numbers)
    return is_dominated([each - floor for each in numbers])


def as_json(found: Estimate) -> dict[str, Any]:
    return {
        "n": found.n, "mean": rounded(found.mean), "low": rounded(found.low), "high": rounded(found.high),
        "median": rounded(found.median), "spread": rounded(found.spread),
    }  # fmt: skip


def rounded(value: float | None) -> float | None:
    """To a tenth: finer figures would tell of single answers."""
    return None if value is None else round(value, 1)
