"""What the answers come to: dimensions, for everyone and each group, and single questions. No mean that would tell what each
answered, none that gives back how many gave an answer that is hidden, and none from which such a one would follow."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from liant.engines.questionnaire import Questionnaire
from liant.engines.questionnaire.groups import Estimate, GroupDimension, GroupScores, estimate, student, together
from liant.engines.questionnaire.items import Item
from liant.engines.questionnaire.reliability import reliability
from liant.engines.questionnaire.scoring import Scores, item_scores, score
from liant.engines.questionnaire.settling import settle
from liant.engines.suppression import Name, Scale, Told, is_near_an_end, keeps_hidden, sums_to_hide
from liant.surveys.counting import as_json, rounded
from liant.surveys.earlier import Earlier, estimates_in
from liant.surveys.grouping import Given, Limits, of_groups, parts_of
from liant.surveys.holding import Held, hide, may_show
from liant.surveys.quality import quality_figures
from liant.surveys.rules import Group

DRAWS = 200  # of the intervals of reliability
SCALE = Scale(0, 100)
NO_WAVES, NOTHING_HELD = Earlier(), Held()
NO_MEAN = dict.fromkeys(("mean", "low", "high", "median", "spread"))


def score_figures(whole: Questionnaire, given: Sequence[Given], groups: Sequence[Group], limits: Limits,
                  shown: Collection[str], *, questions: Sequence[dict[str, Any]], held: Held = NOTHING_HELD) -> dict[str, Any]:  # fmt: skip
    """Dimensions for everyone and for each group, single questions for everyone, and the verdict. `questions`: how many gave
    each answer, as it is shown; `held`: those of which it isn't because of earlier waves."""
    scores = [score(whole, one.answers) for one in given]
    group = together(whole, scores)
    qualities = reliability(whole, [one.answers for one in given], draws=DRAWS)
    outcome, is_enough = group.outcome, is_told(group, limits.minimum)
    items = items_of(whole, given, limits.minimum, questions, earlier=limits.earlier, held=held)
    dimensions = []
    for at, (one, quality) in enumerate(zip(group.dimensions, qualities, strict=True)):
        found = dimension_figures(one, limits.minimum)
        if is_hidden_question(whole, one, items):
            found |= NO_MEAN
        found["by_group"] = by_group(found, values_of(at, scores, given), groups, limits, shown)
        found |= {
            "omega": quality.omega.value if quality.omega else None,
            "alpha": quality.alpha.value if quality.alpha else None,
            "complete": quality.n if quality.n >= limits.minimum else None,
            "quality": quality_figures(quality, len(given), limits.minimum, held.left),
        }  # fmt: skip
        dimensions.append(found)
    are_all_told = all(one["mean"] is not None for one in dimensions if one["n"] != 0)
    return {
        "dimensions": dimensions,
        "items": items,
        "overall": rounded(outcome.overall) if is_enough and are_all_told else None,
        "lowest": outcome.lowest.id if outcome.lowest else None,
        "verdict": outcome.verdict.id if outcome.verdict and is_enough else None,
        "first": [one.id for one in outcome.first] if is_enough else [],
        "missing": [one.id for one in outcome.missing],
    }


def is_hidden_question(whole: Questionnaire, one: GroupDimension, items: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it is one question alone, whose mean is hidden: it would be the same."""
    asked = [item.id for item in whole.items if item.dimension == one.dimension.id]
    return len(asked) == 1 and any(item["id"] == asked[0] and item["mean"] is None for item in items)


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
    """Where everyone says nearly the same, the figure would be each one's answer: only its level is told."""
    return without(found) if is_telling(found) else found


def is_telling(found: Estimate) -> bool:
    if found.n < 2 or found.mean is None:
        return False
    return found.spread == 0 or is_near_an_end(found.mean * found.n, found.n, SCALE)


def by_group(whole: dict[str, Any], values: Mapping[str, Sequence[float]], groups: Sequence[Group], limits: Limits,
             shown: Collection[str]) -> list[dict[str, Any]]:  # fmt: skip
    """The mean of each group that may be shown, of whoever is in it and below it. `values`: those of each group alone; `whole`:
    the dimension for everyone, which loses its mean where that would tell too much beside earlier waves."""
    counts = {code: len(found) for code, found in values.items()}
    sums = {code: sum(found) for code, found in values.items()}
    parts = parts_of(groups)
    own = {code: estimate([value for part in below for value in values.get(part, ())]) for code, below in parts.items()}
    hidden = {one.code for one in groups} - set(shown) | {code for code, found in own.items() if is_telling(found)}
    while True:
        may = of_groups(counts, sums, groups, limits, hidden)
        told_ones = {code: as_json(own[code]) for code in may if may[code][0] >= limits.minimum}
        more = following(values, told_ones, parts, is_whole_told=whole["mean"] is not None)
        beside = limits.earlier.telling_sums({**told_ones, "": whole}, estimates_in("dimensions", whole["id"]), SCALE)
        if "" in beside:
            whole |= NO_MEAN
        elif more | beside <= hidden:
            break
        hidden |= (more | beside) - {""}
    return sorted(({"code": code, **one} for code, one in told_ones.items()), key=lambda one: str(one["code"]))


def following(values: Mapping[str, Sequence[float]], codes: Iterable[str], parts: Mapping[str, Collection[str]], *,
              is_whole_told: bool) -> set[str]:  # fmt: skip
    """Groups whose mean would let what somebody answered be worked out from the means of the others."""
    given = {f"{code}/{at}": value for code, found in values.items() for at, value in enumerate(found)}
    people = {code: frozenset(f"{code}/{at}" for at in range(len(found))) for code, found in values.items()}
    groups: dict[Name, frozenset[str]] = {
        (("group", code),): frozenset().union(*(people.get(part, frozenset()) for part in parts[code]))
        for code in codes
    }
    if is_whole_told:
        groups[()] = frozenset(given)
    return {name[0][1] for name in sums_to_hide(groups, given, SCALE) if name} if groups else set()


def values_of(at: int, scores: Sequence[Scores], given: Sequence[Given]) -> dict[str, list[float]]:
    """The scores of one dimension by group."""
    values: dict[str, list[float]] = {}
    for one, mine in zip(given, scores, strict=True):
        value = mine.dimensions[at].score
        if value is not None:
            values.setdefault(one.group, []).append(value)
    return values


def items_of(whole: Questionnaire, given: Sequence[Given], minimum: int, questions: Sequence[dict[str, Any]], *,
             earlier: Earlier = NO_WAVES, held: Held = NOTHING_HELD) -> list[dict[str, Any]]:  # fmt: skip
    """Each scored question for everyone: by its bank name, so that the next wave finds it again. Where its mean and how many
    gave each answer can't both be shown, the counts go from `questions`: the mean is what is followed over time. Where it is
    the mean that tells too much beside earlier waves, both go."""
    values: dict[str, list[float]] = {one.id: [] for one in whole.items}
    for one in given:
        for item, value in item_scores(whole, settle(whole, one.answers)):
            if value is not None:
                values[item.id].append(value)
    counted = counted_of(questions)
    for name, found in counted.items():
        say_nothing_of_few(found, len(values.get(name, ())) or found["n"], minimum)
    estimates = {
        item.id: beside(item, told(estimate(values[item.id])), values[item.id], counted[item.id]["values"], minimum)
        for item in whole.items
        if len(values[item.id]) >= minimum and item.id in counted
    }
    for item in whole.items:
        if item.id in estimates:
            estimates[item.id] = beside_earlier(item, estimates[item.id], counted[item.id], len(given), (earlier, held))
    for dimension in {item.dimension for item in whole.items}:
        own = [item.id for item in whole.items if item.dimension == dimension and item.id in estimates]
        guard_hidden(own, values, estimates)
    return [
        {"id": item.id, "bank": item.bank or item.id, "dimension": item.dimension, **as_json(estimates[item.id])}
        for item in whole.items
        if item.id in estimates
    ]


def counted_of(questions: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each scored question, or row, with how many gave each answer, as it is shown."""
    found = {one["name"]: one for one in questions if "values" in one and one["n"] is not None}
    rows = {f"{one['name']}.{row['name']}": row for one in questions for row in one.get("rows", ())}
    return found | {name: row for name, row in rows.items() if row["n"] is not None}


def say_nothing_of_few(counted: dict[str, Any], n: int, minimum: int) -> None:
    """Those who answered less those who are measured are those to whom it doesn't apply: of a few, nothing is told."""
    if 0 < counted["n"] - n < minimum:
        counted["n"], counted["values"] = None, [one | {"n": None} for one in counted["values"]]


def beside(
    item: Item, found: Estimate, values: Sequence[float], counted: list[dict[str, Any]], minimum: int
) -> Estimate:
    """The mean beside how many gave each answer: with its interval, or with the widest, or instead of these counts."""
    if found.mean is None or all(one["n"] is not None for one in counted):
        return found
    if item.question.kind == "checkbox":  # its mean is the sum of all that was ticked
        return without(found)
    of_scores = Counter(values)
    shown: dict[float, int] = {}
    for one in counted:
        if one["n"] is not None and one["value"] in item.scores:
            shown[item.scores[one["value"]]] = shown.get(item.scores[one["value"]], 0) + one["n"]
    hidden = [item.scores[one["value"]] for one in counted if one["n"] is None and one["value"] in item.scores]
    every = sorted(set(item.scores.values()))
    few = [value for value, count in of_scores.items() if count < minimum]
    mean, spread = rounded(found.mean) or 0.0, rounded(found.spread)
    alone = at_its_widest(found.n, found.mean)
    whole = Estimate(found.n, found.mean, found.low, found.high, None, found.spread)
    if keeps_hidden(Told(found.n, mean, spread), shown, hidden, minimum):
        return whole
    for told_spread, outcome in ((spread, whole), (None, alone)):
        if keeps_hidden(Told(found.n, mean, told_spread), {}, every, minimum, least=0, guarded=few):
            for one in counted:
                one["n"] = None
            return outcome
    return alone if keeps_hidden(Told(found.n, mean), shown, hidden, minimum) else without(found)


def beside_earlier(item: Item, found: Estimate, counted: dict[str, Any], everyone: int, beside_it: tuple[Earlier, Held]) -> Estimate:  # fmt: skip
    """The mean beside those of earlier waves; without anything finer where it is all that is shown of the question."""
    earlier, held = beside_it
    is_mean, are_counts = may_show(item, found, counted, everyone, earlier)
    if not are_counts:
        hide(counted)
    if not is_mean or found.mean is None:
        return without(found)
    return found if are_counts and item.id not in held.counts else at_its_widest(found.n, found.mean)


def at_its_widest(n: int, mean: float) -> Estimate:
    """The interval that a mean has when answers lie as far apart as it allows: it tells nothing that the mean doesn't."""
    half = student(n - 1) * math.sqrt(mean * (SCALE.high - mean) / (n - 1))
    return Estimate(n, mean, max(SCALE.low, mean - half), min(SCALE.high, mean + half), None, None)


def without(found: Estimate) -> Estimate:
    return Estimate(found.n, None, None, None, None, None)


def guard_hidden(ids: Sequence[str], values: Mapping[str, Sequence[float]], estimates: dict[str, Estimate]) -> None:
    """The mean of a dimension is about that of its questions: what is hidden of these alone would follow from the others."""
    while hidden := [one for one in ids if estimates[one].mean is None]:
        total, count = sum(sum(values[one]) for one in hidden), sum(len(values[one]) for one in hidden)
        left = [one for one in ids if one not in hidden]
        if not left or (len(hidden) > 1 and not is_near_an_end(total, count, Scale(0, 100))):
            return
        nearest = min(left, key=lambda one: (min(mean := estimates[one].mean or 0.0, 100 - mean), one))
        estimates[nearest] = without(estimates[nearest])
