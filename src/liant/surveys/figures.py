"""What may be shown of a wave, computed from its answers: nothing about fewer people than the minimum, nor what would let it
be worked out. Pure: values in, values out. Which cells are hidden is for `engines.suppression` to say."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from liant.engines.questionnaire import Questionnaire
from liant.engines.questionnaire.nodes import COMMENT
from liant.surveys import themes
from liant.surveys.counting import depending, hold_back, is_counted, question_figures
from liant.surveys.grouping import Answers, Given, Limits, shown_groups
from liant.surveys.holding import hold_counts
from liant.surveys.measuring import score_figures
from liant.surveys.rules import Group


def figures_of(whole: Questionnaire, given: Sequence[Given], groups: Sequence[Group], limits: Limits) -> dict[str, Any]:
    """All that may be shown. `is_enough` False: nothing but that."""
    if len(given) < limits.minimum:
        return {"is_enough": False}
    if limits.is_alike:
        return {"is_enough": False, "is_alike": True}
    shown = shown_groups(given, groups, limits)
    answers, some = [one.answers for one in given], depending(whole)
    found: dict[str, Any] = {
        "is_enough": True,
        "minimum": limits.minimum,
        "comment_minimum": limits.comments,
        "groups": [
            {"code": one.code, "name": one.name, "parent": one.parent, "asked": one.size, "is_hidden": one.code not in shown,
             **answered_in(one, shown.get(one.code), limits.minimum)}
            for one in groups
        ],
        "questions": [question_figures(one, answers, limits.minimum, depends=one.name in some)
                      for one in whole.questions() if is_counted(one)],
        "comments": comments_of(whole, answers, limits.comments),
    }  # fmt: skip
    found["themes"] = themes.found_in(found["comments"], limits.comments)
    held = hold_counts(whole, found["questions"], len(given), limits.earlier)
    if whole.liant.scoring is not None:
        found["scores"] = score_figures(whole, given, groups, limits, shown, questions=found["questions"], held=held)
    hold_back_all(found, len(given), shown, limits.minimum, some)
    hold_back_groups(found, {one.code: one.size for one in groups}, limits.minimum)
    return found


def answered_in(group: Group, answered: int | None, minimum: int) -> dict[str, Any]:
    """How many answered in a group; the least it may be where few, or nobody, of those who were asked did not."""
    if answered is None or group.size is None or group.size - answered >= minimum:
        return {"answered": answered, "is_least": False}
    return {"answered": least(group.size, minimum), "is_least": True}


def least(asked: int, minimum: int) -> int:
    return max(minimum, asked - minimum + 1)


def hold_back_groups(found: dict[str, Any], sizes: Mapping[str, int | None], minimum: int) -> None:
    """How many are measured in a group tells no more of how many answered."""
    for one in found.get("scores", {"dimensions": ()})["dimensions"]:
        for part in one["by_group"]:
            size = sizes[part["code"]]
            if size is not None and part["n"] is not None and size - part["n"] < minimum:
                part["n"] = least(size, minimum)


def hold_back_all(
    found: dict[str, Any], everyone: int, shown: Mapping[str, int], minimum: int, depending_ones: Collection[str]
) -> None:
    """Last, since what is hidden was worked out with how many there are in truth."""
    for one in found["questions"]:
        if one["name"] not in depending_ones:
            for counted in (one, *one.get("rows", ()), *([one["estimate"]] if "estimate" in one else ())):
                hold_back(counted, everyone, minimum)
    scores = found.get("scores", {"dimensions": (), "items": ()})
    for one in (*scores["dimensions"], *scores["items"]):
        hold_back(one, everyone, minimum)
        for part in one.get("by_group", ()):
            hold_back(part, shown.get(part["code"], 0), minimum)
    for one in scores["dimensions"]:
        if one["complete"] is not None and 0 < everyone - one["complete"] < minimum:
            one["complete"] = max(minimum, everyone - minimum + 1)


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
