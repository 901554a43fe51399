"""Scores of one respondent, against what one reckons by hand; the lowest dimension is never averaged away."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.engines.questionnaire import DefinitionError, read, score

READINESS = json.loads((Path(__file__).parent / "definitions/readiness.json").read_text())
WHOLE = read(READINESS)
GOOD = {
    "role": "member",
    "meaning": {"purpose": "yes", "proud": "yes", "absurd": "no"},
    "trust_say": 5,
    "trust_blame": False,
    "example_speaks": "often",
}


def told(answers):
    found = score(WHOLE, answers)
    return {one.dimension.id: one.score for one in found.dimensions}, found.outcome


def test_all_is_well():
    scores, outcome = told(GOOD)
    assert scores == {"meaning": 100, "trust": 100, "example": 100}
    assert (outcome.overall, outcome.verdict.id, outcome.first, outcome.missing) == (100, "launch", (), ())


def test_weights_reversals_and_what_does_not_apply():
    scores, _ = told({**GOOD, "meaning": {"purpose": "no", "proud": "rather", "absurd": "rather"}})
    assert scores["meaning"] == pytest.approx((0 + 2 * 67 + 33) / 4)
    scores, _ = told({**GOOD, "meaning": {"purpose": "na", "proud": "rather", "absurd": "na"}})
    assert scores["meaning"] == pytest.approx(67)


def test_no_score_where_too_little_was_answered():
    found = score(WHOLE, {**GOOD, "meaning": {"proud": "yes"}})
    meaning = found.dimensions[0]
    assert (meaning.score, meaning.n, meaning.asked, meaning.level) == (None, 1, 3, None)
    assert (found.outcome.overall, found.outcome.verdict) == (None, None)
    assert [one.id for one in found.outcome.missing] == ["meaning"]


def test_what_is_not_shown_is_not_asked():
    member = score(WHOLE, {**GOOD, "example_own": ["none"]}).dimensions[2]
    lead = score(WHOLE, {**GOOD, "role": "lead", "example_own": ["none"]}).dimensions[2]
    assert (member.score, member.asked) == (100, 1)
    assert (lead.score, lead.asked) == (50, 2)


@pytest.mark.parametrize(("say", "blame", "verdict", "first"), [
    (1, True, "not_yet", ["trust"]),
    (2, True, "not_yet", ["trust"]),
    (4, True, "not_yet", ["trust"]),  # 37.5: under 40
    (2, False, "small", ["trust"]),  # 62.5
    (5, True, "small", ["trust"]),  # 50, which is what it needs
    (5, False, "launch", []),
])  # fmt: skip
def test_the_lowest_decides_and_is_named_first(say, blame, verdict, first):
    _, outcome = told({**GOOD, "trust_say": say, "trust_blame": blame})
    assert (outcome.verdict.id, [one.id for one in outcome.first]) == (verdict, first)


def test_first_lists_all_that_keeps_from_the_next_the_lowest_first():
    _, outcome = told({**GOOD, "trust_say": 2, "trust_blame": True, "example_speaks": "never"})
    assert [one.id for one in outcome.first] == ["example", "trust"]
    assert outcome.lowest.id == "example"
    assert outcome.first[0].first.in_language("fr").startswith("Que ceux qui dirigent")


def test_levels_take_what_they_leave_out_from_the_whole():
    found = score(WHOLE, {**GOOD, "example_speaks": "sometimes"})
    level = found.dimensions[2].level
    assert (level.id, level.least, level.title.in_language("fr")) == ("begun", 40, "Commencé")
    assert level.advice.in_language("en") == "Make it a habit, once a week."
    assert WHOLE.liant.scoring.levels_of(WHOLE.liant.scoring.dimensions[2])[-1].least == 80


def test_the_mean_names_the_lowest_all_the_same():
    raw = json.loads(json.dumps(READINESS))
    raw["x-liant"]["scoring"]["rule"] = "mean"
    raw["x-liant"]["scoring"]["dimensions"][1]["weight"] = 2
    found = score(read(raw), {**GOOD, "trust_say": 1, "trust_blame": True})
    assert found.outcome.overall == pytest.approx((100 + 2 * 0 + 100) / 4)
    assert (found.outcome.verdict.id, found.outcome.lowest.id) == ("not_yet", "trust")


answer = st.fixed_dictionaries({}, optional={
    "role": st.sampled_from(["lead", "member", "?"]),
    "meaning": st.dictionaries(st.sampled_from(["purpose", "proud", "absurd"]), st.sampled_from(["no", "rather_not", "rather", "yes", "na"])),
    "trust_say": st.integers(0, 6),
    "trust_blame": st.booleans(),
    "example_speaks": st.sampled_from(["never", "sometimes", "often", "na"]),
    "example_own": st.lists(st.sampled_from(["thanked", "admitted", "none"]), unique=True),
})  # fmt: skip


@given(answer)
def test_scores_stay_within_bounds_and_the_whole_is_the_lowest(answers):
    found = score(WHOLE, answers)
    for one in found.dimensions:
        assert one.n <= one.asked
        assert one.score is None or (0 <= one.score <= 100 and one.n >= 0.6 * one.asked)
        assert (one.score is None) == (one.level is None)
    known = [one.score for one in found.dimensions if one.score is not None]
    outcome = found.outcome
    assert outcome.overall is None or outcome.overall == min(known)
    assert (outcome.overall is None) == (outcome.verdict is None)
    if outcome.verdict and outcome.verdict.id != "launch":
        assert outcome.first[0] == outcome.lowest


@given(answer, st.sampled_from(["trust_say", "example_speaks"]))
def test_a_better_answer_never_makes_it_worse(answers, name):
    better = {"trust_say": 5, "example_speaks": "often"}
    if answers.get(name) in (None, "na", 0, 6):
        return
    before, after = score(WHOLE, answers), score(WHOLE, {**answers, name: better[name]})
    for one, other in zip(before.dimensions, after.dimensions, strict=True):
        assert (one.score is None) == (other.score is None)
        assert one.score is None or other.score >= one.score - 1e-9


NAMES = {
    "x-liant": {"scoring": {"dimensions": [{"id": "close", "title": "Close"}], "levels": [{"id": "low", "from": 0, "title": "Low"}]}},
    "pages": [{"elements": [
        {"type": "text", "name": "name1"}, {"type": "rating", "name": "close1", "visibleIf": "{name1} notempty"},
        {"type": "text", "name": "name2"}, {"type": "rating", "name": "close2", "visibleIf": "{name2} notempty"},
        {"type": "expression", "name": "count", "expression": "iif({close1} >= 4, 1, 0) + iif({close2} >= 4, 1, 0)",
         "visibleIf": "{name1} notempty or {name2} notempty",
         "x-liant": {"dimension": "close", "scores": {"0": 0, "1": 40, "2": 100}}},
    ]}],
}  # fmt: skip


@pytest.mark.parametrize(("answers", "wanted"), [
    ({}, None),
    ({"close1": 5}, None),
    ({"name1": "Karima", "close1": 3}, 0),
    ({"name1": "Karima", "close1": 4}, 40),
    ({"name1": "Karima", "close1": 4, "name2": "Paul", "close2": 5}, 100),
    ({"name1": "Karima", "close1": 4, "count": 2}, 40),
])  # fmt: skip
def test_what_answers_come_to_counts_like_an_answer(answers, wanted):
    """It is reckoned, whatever was sent in its place, and only where it is asked."""
    assert score(read(NAMES), answers).dimensions[0].score == wanted


def test_what_may_come_to_anything_needs_to_say_what_each_counts():
    loose = json.loads(json.dumps(NAMES))
    del loose["pages"][0]["elements"][-1]["x-liant"]["scores"]
    with pytest.raises(DefinitionError, match="count"):
        read(loose)
