"""What of a wave is taken back because of the waves before it: counts that would tell what those who came or went answered, and
means that would. Readers are told that it is hidden, as ever."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.groups import Estimate
from liant.engines.questionnaire.items import Item, spell
from liant.engines.suppression import Scale
from liant.surveys.counting import NOTHING, as_json
from liant.surveys.earlier import LEFT, Earlier, asked_of, estimates_in, question_in

Json = Mapping[str, Any]


class Held(NamedTuple):
    """Questions, and rows, of which it isn't shown how many gave each answer; and of which not even how many left it."""

    counts: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


def hold_counts(whole: Questionnaire, questions: Sequence[dict[str, Any]], everyone: int, earlier: Earlier) -> Held:
    """Question by question; of those that are measured, `may_show` says more once their mean is known."""
    measured = {item.id for item in whole.items}
    counts, left = set(), set()
    for one in questions if earlier.before else ():
        for asked, counted, pick in parts_of(one):
            telling = earlier.telling_values(counted, pick, everyone)
            if LEFT in telling:
                left.add(asked)
                counted.update({"n": None} | {key: [] for key in ("values", "rows", "places") if key in counted})
            elif telling and one["kind"] == "checkbox":
                hide(counted, telling)
            elif telling or (asked not in measured and tells_together(one, counted, pick, everyone, earlier)):
                counts.add(asked)
                hide(counted)
        hold_means(whole.question(one["name"]), one, earlier)
    return Held(frozenset(counts), frozenset(left))


def parts_of(one: dict[str, Any]) -> list[tuple[str, dict[str, Any], Callable[[Json], Json | None]]]:
    """A question, then its rows, each with where it is found in another wave."""
    rows = [(f"{one['name']}.{row['name']}", row, question_in(one["name"], row["name"])) for row in one.get("rows", ())]
    return [(one["name"], one, question_in(one["name"])), *rows]


def hide(counted: dict[str, Any], values: Collection[str] | None = None) -> None:
    """All counts, or those of some answers."""
    counted["values"] = [one | {"n": None} if values is None or str(one["value"]) in values else one
                         for one in counted.get("values", ())]  # fmt: skip


def tells_together(one: Json, counted: Json, pick: Callable[[Json], Json | None], everyone: int, earlier: Earlier) -> bool:  # fmt: skip
    if "" not in earlier.now or one["kind"] == "checkbox" or not counted.get("values"):
        return False
    now = asked_of(earlier.now[""], counted, {}, everyone, earlier.minimum)
    return earlier.tells_together(now, pick, no_mean, dict.fromkeys(str(value["value"]) for value in counted["values"]))


def hold_means(question: Question, one: dict[str, Any], earlier: Earlier) -> None:
    """The mean of open numbers, and the mean places of a ranking: all of these, where one tells too much."""
    if one.get("estimate") and earlier.telling_sums(
        {"": one["estimate"]}, estimate_in(one["name"]), scale_of(question)
    ):
        one["estimate"] = as_json(NOTHING)
    places = one.get("places", ())
    scale = Scale(1, len(places))
    if any(
        earlier.telling_sums({"": {"n": one["n"], "mean": each["mean"]}}, place_in(one["name"], each["value"]), scale)
        for each in places
    ):
        one["places"] = [each | {"mean": None} for each in places]


def scale_of(question: Question) -> Scale | None:
    if isinstance(question.least, int | float) and isinstance(question.most, int | float):
        return Scale(question.least, question.most)
    return None


def estimate_in(name: str) -> Callable[[Json], Iterable[Json]]:
    def pick(figures: Json) -> Iterable[Json]:
        found = question_in(name)(figures)
        return [{**found["estimate"], "code": ""}] if found and found.get("estimate") else []

    return pick


def place_in(name: str, value: str) -> Callable[[Json], Iterable[Json]]:
    def pick(figures: Json) -> Iterable[Json]:
        found = question_in(name)(figures) or {}
        return [{"n": found["n"], "mean": one["mean"], "code": ""} for one in found.get("places", ()) if one["value"] == value]  # fmt: skip

    return pick


def no_mean(_figures: Json) -> Iterable[Json]:
    return ()


def may_show(item: Item, found: Estimate, counted: Json, everyone: int, earlier: Earlier) -> tuple[bool, bool]:
    """Of a question that is measured, whether its mean may be shown, and how many gave each answer."""
    if "" not in earlier.now or not earlier.before:
        return True, True
    means, mean = estimates_in("items", item.id), as_json(found)
    if earlier.telling_sums({"": mean}, means, Scale(0, 100)):
        return False, False
    if item.question.kind == "checkbox":
        return True, True
    answers: dict[str, float | None] = {
        **dict.fromkeys(str(value["value"]) for value in counted["values"]),
        **item.scores,
    }
    pick = question_in(item.question.name, spell(item.row.value) if item.row else "")
    for is_mean, are_counts in ((True, True), (True, False), (False, True)):
        told = counted if are_counts else {**counted, "values": ()}
        now = asked_of(earlier.now[""], told, mean if is_mean else {}, everyone, earlier.minimum)
        if not earlier.tells_together(now, pick, means, answers):
            return is_mean, are_counts
    return False, False
