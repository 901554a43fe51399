"""What may be shown of a wave, computed from its answers: nothing about fewer people than the minimum, nor what would let it
be worked out. Pure: values in, values out. Which cells are hidden is for `engines.suppression` to say."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.expressions import is_empty
from liant.engines.questionnaire.groups import Estimate, GroupDimension, GroupScores, estimate, together
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT
from liant.engines.questionnaire.reliability import reliability
from liant.engines.questionnaire.scoring import Scores, item_scores, score
from liant.engines.questionnaire.settling import settle
from liant.engines.suppression import Cell, Table, complement_is_safe, suppress
from liant.surveys.quality import quality_figures
from liant.surveys.rules import Group

REST, OWN = "/rest", "/own"
CHOSEN = ("radiogroup", "dropdown", "boolean", "rating", "checkbox", "ranking")
DRAWS = 200  # of the intervals of reliability
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Given:
    """One answer, and the group that is kept beside it; "" where none is."""

    answers: Answers
    group: str = ""


@dataclass(frozen=True)
class Limits:
    """The least people about whom anything is shown, and the least from whom comments are. `alike`: groups whose people are
    nearly those of the wave before, so that a difference between the two would be about too few. `places`: the groups beside
    which an answer can be kept at all, "" for none, as the list of who was asked tells everyone; None where it isn't known."""

    minimum: int = 5
    comments: int = 10
    alike: frozenset[str] = frozenset()
    places: frozenset[str] | None = None

    def can_hold(self, code: str) -> bool:
        """Where nobody can be, that nobody is there tells nothing: nothing has to be hidden for it."""
        return self.places is None or code in self.places


def figures_of(whole: Questionnaire, given: Sequence[Given], groups: Sequence[Group], limits: Limits) -> dict[str, Any]:
    """All that may be shown. `is_enough` False: nothing but that."""
    if len(given) < limits.minimum:
        return {"is_enough": False}
    shown = shown_groups(given, groups, limits)
    answers = [one.answers for one in given]
    found: dict[str, Any] = {
        "is_enough": True,
        "minimum": limits.minimum,
        "comment_minimum": limits.comments,
        "groups": [
            {"code": one.code, "name": one.name, "parent": one.parent, "asked": one.size,
             "answered": shown.get(one.code), "is_hidden": one.code not in shown}
            for one in groups
        ],
        "questions": [question_figures(one, answers, limits.minimum) for one in whole.questions() if is_counted(one)],
        "comments": comments_of(whole, answers, limits.comments),
    }  # fmt: skip
    if whole.liant.scoring is not None:
        found["scores"] = score_figures(whole, given, groups, limits, frozenset(shown))
    return found


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


def is_counted(one: Question) -> bool:
    return one.kind in CHOSEN or one.kind == "matrix" or (one.kind == "text" and one.input_type in ("number", "range"))


def question_figures(one: Question, answers: Sequence[Answers], minimum: int) -> dict[str, Any]:
    """How many gave each answer; None where that would be about too few."""
    said = [value for each in answers if not is_empty(value := each.get(one.name))]
    found: dict[str, Any] = {"name": one.name, "kind": one.kind, "n": len(said) if len(said) >= minimum else None}
    if found["n"] is None:
        return found
    if one.kind == "matrix":
        found["rows"] = [row_figures(one, spell(row.value), said, minimum) for row in one.rows]
    elif one.kind == "checkbox":
        found["values"] = [ticked(spell(choice.value), said, minimum) for choice in offered(one)]
    elif one.kind == "ranking":
        found["places"] = [mean_place(choice.value, said) for choice in one.choices]
    elif one.kind == "text":
        found["estimate"] = as_json(estimate_of_numbers(said))
    else:
        found["values"] = distribution([spell(choice.value) for choice in offered(one)], map(spell, said), minimum)
    return found


def row_figures(one: Question, row: str, said: Sequence[Any], minimum: int) -> dict[str, Any]:
    given = [spell(value[row]) for value in said if isinstance(value, Mapping) and row in value]
    columns = [spell(choice.value) for choice in one.columns]
    enough = len(given) >= minimum
    return {
        "name": row,
        "n": len(given) if enough else None,
        "values": distribution(columns, given, minimum) if enough else [],
    }


def distribution(values: Sequence[str], given: Iterable[str], minimum: int) -> list[dict[str, Any]]:
    """Each answer with how many gave it; what is hidden is hidden so that the rest doesn't tell it."""
    counts = Counter(given)
    cells = tuple(Cell((value,), None, counts.get(value, 0)) for value in values)
    shown = suppress(Table(cells), minimum, zero_is_public=True).published.shown if len(cells) > 1 else {}
    return [{"value": value, "n": shown[(value,)].count if (value,) in shown else None} for value in values]


def ticked(value: str, said: Sequence[Any], minimum: int) -> dict[str, Any]:
    """Several may be ticked: each is a question of its own, yes or no."""
    count = sum(1 for one in said if isinstance(one, list) and value in map(spell, one))
    is_safe = count == 0 or (count >= minimum and complement_is_safe(count, len(said), minimum, zero_is_public=True))
    return {"value": value, "n": count if is_safe else None}


def mean_place(value: Any, said: Sequence[Any]) -> dict[str, Any]:
    places = [one.index(value) + 1 for one in said if isinstance(one, list) and value in one]
    return {"value": spell(value), "mean": round(sum(places) / len(places), 1) if places else None}


def estimate_of_numbers(said: Sequence[Any]) -> Estimate:
    """Numbers beyond 0…100 too: the interval is not cut there."""
    numbers = [float(one) for one in said if isinstance(one, int | float)]
    found = estimate(numbers)
    if found.mean is None or found.low is None or found.high is None:
        return found
    half = max(found.mean - found.low, found.high - found.mean)
    return Estimate(found.n, found.mean, found.mean - half, found.mean + half, found.median, found.spread)


def comments_of(whole: Questionnaire, answers: Sequence[Answers], least: int) -> list[dict[str, Any]]:
    """The comments of each question, by the alphabet: no order in which they came in; none from too few."""
    found = []
    for one in whole.questions():
        names = [one.name] if one.kind == "comment" or (one.kind == "text" and not is_counted(one)) else []
        names += [one.name + COMMENT] if one.has_comment or one.has_other else []
        for name in names:
            words = sorted(str(value).strip() for each in answers if (value := each.get(name)))
            if words:
                is_told = len(words) >= least
                found.append({"name": name, "n": len(words) if is_told else None, "words": words if is_told else []})
    return found


def score_figures(whole: Questionnaire, given: Sequence[Given], groups: Sequence[Group], limits: Limits,
                  shown: Collection[str]) -> dict[str, Any]:  # fmt: skip
    """Dimensions for everyone and for each group, single questions for everyone, and the verdict."""
    scores = [score(whole, one.answers) for one in given]
    group = together(whole, scores)
    qualities = reliability(whole, [one.answers for one in given], draws=DRAWS)
    outcome = group.outcome
    return {
        "dimensions": [
            dimension_figures(one, limits.minimum)
            | {"by_group": by_group(values_of(at, scores, given), groups, limits, shown),
               "omega": quality.omega.value if quality.omega else None,
               "alpha": quality.alpha.value if quality.alpha else None,
               "complete": quality.n if quality.n >= limits.minimum else None,
               "quality": quality_figures(quality, len(given), limits.minimum)}
            for at, (one, quality) in enumerate(zip(group.dimensions, qualities, strict=True))
        ],
        "items": items_of(whole, given, limits.minimum),
        "overall": rounded(outcome.overall) if is_told(group, limits.minimum) else None,
        "lowest": outcome.lowest.id if outcome.lowest else None,
        "verdict": outcome.verdict.id if outcome.verdict and is_told(group, limits.minimum) else None,
        "first": [one.id for one in outcome.first] if is_told(group, limits.minimum) else [],
        "missing": [one.id for one in outcome.missing],
    }  # fmt: skip


def is_told(group: GroupScores, minimum: int) -> bool:
    """The whole rests on each dimension: all of them are about enough people."""
    return all(one.estimate.n >= minimum for one in group.dimensions if one.estimate.n)


def dimension_figures(one: GroupDimension, minimum: int) -> dict[str, Any]:
    found = one.estimate
    is_shown = found.n >= minimum
    return {
        "id": one.dimension.id,
        "level": one.level.id if one.level and is_shown else None,
        **(as_json(told(found)) if is_shown else as_json(Estimate(0, None, None, None, None, None)) | {"n": None}),
    }


def told(found: Estimate) -> Estimate:
    """Where everyone says the same, the figure would be each one's answer: only its level is told."""
    return Estimate(found.n, None, None, None, None, None) if found.n > 1 and found.spread == 0 else found


def by_group(values: Mapping[str, Sequence[float]], groups: Sequence[Group], limits: Limits,
             shown: Collection[str]) -> list[dict[str, Any]]:  # fmt: skip
    """The mean of each group that may be shown, of whoever is in it and below it. `values`: those of each group alone."""
    counts = {code: len(found) for code, found in values.items()}
    sums = {code: sum(found) for code, found in values.items()}
    hidden = {one.code for one in groups} - set(shown)
    parts = parts_of(groups)
    result = []
    for code, (count, _sum) in of_groups(counts, sums, groups, limits, hidden).items():
        own = [value for part in parts[code] for value in values.get(part, ())]
        if count >= limits.minimum:
            result.append({"code": code, **as_json(told(estimate(own)))})
    return sorted(result, key=lambda one: str(one["code"]))


def values_of(at: int, scores: Sequence[Scores], given: Sequence[Given]) -> dict[str, list[float]]:
    """The scores of one dimension by group."""
    values: dict[str, list[float]] = {}
    for one, mine in zip(given, scores, strict=True):
        value = mine.dimensions[at].score
        if value is not None:
            values.setdefault(one.group, []).append(value)
    return values


def parts_of(groups: Sequence[Group]) -> dict[str, set[str]]:
    """Each group with all that are below it."""
    found = {one.code: {one.code} for one in groups}
    for one in groups:
        above = one.parent
        while above in found:
            found[above].add(one.code)
            above = next((other.parent for other in groups if other.code == above), "")
    return found


def items_of(whole: Questionnaire, given: Sequence[Given], minimum: int) -> list[dict[str, Any]]:
    """Each scored question for everyone: by its bank name, so that the next wave finds it again."""
    values: dict[str, list[float]] = {one.id: [] for one in whole.items}
    for one in given:
        for item, value in item_scores(whole, settle(whole, one.answers)):
            if value is not None:
                values[item.id].append(value)
    return [
        {
            "id": item.id,
            "bank": item.bank or item.id,
            "dimension": item.dimension,
            **as_json(told(estimate(values[item.id]))),
        }
        for item in whole.items
        if len(values[item.id]) >= minimum
    ]


def as_json(found: Estimate) -> dict[str, Any]:
    return {
        "n": found.n, "mean": rounded(found.mean), "low": rounded(found.low), "high": rounded(found.high),
        "median": rounded(found.median), "spread": rounded(found.spread),
    }  # fmt: skip


def rounded(value: float | None) -> float | None:
    """To a tenth: finer figures would tell of single answers."""
    return None if value is None else round(value, 1)
