"""What a form posts becomes answers, what is wrong is said to whoever answers, and what isn't shown doesn't count."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.engines.questionnaire import counted, from_row, normalise, problems, read, settle
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.codebook import as_row, codebook
from liant.engines.questionnaire.items import spell
from tests.counterparts import survey_core
from tests.engines.questionnaire.questionnaire_generated import definitions

READINESS = read((Path(__file__).parent / "definitions/readiness.json").read_text())


def asking(**element):
    return read({"elements": [{"name": "q", **element}]})


def codes(whole, answers, **more):
    return {name: [one.code for one in found] for name, found in problems(whole, answers, **more).items()}


def test_a_form_becomes_answers():
    posted = {
        "role": ["lead"], "years": [" 12,5 "], "meaning.purpose": ["yes"], "meaning.proud": [""], "trust_say": ["4"],
        "trust_blame": ["false"], "example_own": ["thanked", "admitted"], "example_speaks": ["often"],
        "example_how": ["In the hall.\r\nOn Monday."], "csrfmiddlewaretoken": ["x"],
    }  # fmt: skip
    assert normalise(READINESS, posted) == {
        "role": "lead", "years": 12.5, "meaning": {"purpose": "yes"}, "trust_say": 4, "trust_blame": False,
        "example_own": ["thanked", "admitted"], "example_speaks": "often", "example_how": "In the hall.\nOn Monday.",
    }  # fmt: skip
    assert normalise(READINESS, posted, READINESS.pages[0]) == {"role": "lead", "years": 12.5}


def test_a_row_of_a_table_becomes_the_same_answers():
    row = {"role": "lead", "meaning.purpose": "yes", "trust_say": "4", "example_own": "thanked; admitted"}
    wanted = {"role": "lead", "meaning": {"purpose": "yes"}, "trust_say": 4, "example_own": ["thanked", "admitted"]}
    assert from_row(READINESS, row) == wanted
    as_json = {**row, "meaning": '{"purpose": "yes"}', "example_own": '["thanked", "admitted"]'}
    assert from_row(READINESS, as_json) == wanted
    ticks = {"example_own.thanked": "1", "example_own.admitted": "TRUE", "example_own.none": "0"}
    assert from_row(READINESS, {**{key: row[key] for key in row if key != "example_own"}, **ticks}) == wanted


def test_what_is_required_is_asked_for_on_its_page_and_not_when_saved_half_way():
    assert codes(READINESS, {}) == {"role": ["required"]}
    assert codes(READINESS, {}, page=READINESS.pages[1]) == {}
    assert codes(READINESS, {}, is_partial=True) == {}


def test_what_is_not_shown_is_neither_wrong_nor_kept():
    answers = {"role": "member", "example_speaks": "never", "example_how": "hidden", "example_own": ["nonsense"]}
    assert codes(READINESS, answers) == {}
    assert counted(READINESS, answers) == {"role": "member", "example_speaks": "never"}


def test_what_a_hidden_answer_would_open_stays_closed():
    whole = read({"elements": [
        {"type": "boolean", "name": "a"},
        {"type": "boolean", "name": "b", "visibleIf": "{a} = true"},
        {"type": "boolean", "name": "c", "visibleIf": "{b} = true", "isRequired": True},
    ]})  # fmt: skip
    assert settle(whole, {"a": False, "b": True}).shown == {"a"}
    assert codes(whole, {"a": True, "b": True}) == {"c": ["required"]}


def test_required_enabled_and_calculated():
    whole = read({
        "calculatedValues": [{"name": "total", "expression": "{a} + {b}", "includeIntoResult": True}, {"name": "half", "expression": "{total} / 2"}],
        "elements": [
            {"type": "text", "inputType": "number", "name": "a"},
            {"type": "text", "inputType": "number", "name": "b", "requiredIf": "{a} > 3"},
            {"type": "panel", "name": "p", "requiredIf": "{half} = 4", "elements": [{"type": "comment", "name": "why"}]},
            {"type": "comment", "name": "off", "enableIf": "{a} < 0", "isRequired": True},
            {"type": "expression", "name": "shown", "expression": "{total} * 10"},
        ],
    })  # fmt: skip
    assert codes(whole, {"a": 4}) == {"b": ["required"]}
    assert codes(whole, {"a": 4, "b": 4}) == {"why": ["required"]}
    assert counted(whole, {"a": 1, "b": 2, "off": "no", "shown": "forged"}) == {"a": 1, "b": 2, "total": 3, "shown": 30}


NUMBER = {"type": "text", "inputType": "number", "min": 1, "max": 10, "step": 0.5}
RANKED = {"type": "ranking", "choices": ["a", "b", "c"]}
TICKED = {
    "type": "checkbox",
    "choices": ["a", "b", "c"],
    "showNoneItem": True,
    "minSelectedChoices": 2,
    "maxSelectedChoices": 2,
}
MATRIX = {"type": "matrix", "rows": ["x", "y"], "columns": [1, 2], "isAllRowRequired": True}
CASES = [
    (NUMBER, ["2,5"], None), (NUMBER, ["11"], "most"), (NUMBER, ["0"], "least"), (NUMBER, ["2.25"], "step"), (NUMBER, ["many"], "number"),
    ({"type": "text", "inputType": "date", "min": "2026-01-01"}, ["2025-12-31"], "from"),
    ({"type": "text", "inputType": "date"}, ["2024-02-29"], None), ({"type": "text", "inputType": "date"}, ["2023-02-29"], "date"),
    ({"type": "text", "inputType": "date"}, ["31/12/2026"], "date"), ({"type": "text", "inputType": "time"}, ["24:00"], "time"),
    ({"type": "text", "inputType": "email"}, ["a@b.fr"], None), ({"type": "text", "inputType": "email"}, ["a@b"], "email"),
    ({"type": "text", "inputType": "url"}, ["javascript:alert(1)"], "url"), ({"type": "text", "maxLength": 3}, ["four"], "longest"),
    ({"type": "radiogroup", "choices": [1, 2]}, ["3"], "choice"), ({"type": "radiogroup", "choices": [1], "showOtherItem": True}, ["other"], "other"),
    ({"type": "rating"}, ["6"], "choice"), ({"type": "boolean"}, ["maybe"], "choice"), ({"type": "boolean"}, ["true"], None),
    (TICKED, ["a"], "least_chosen"), (TICKED, ["a", "b", "c"], "most_chosen"), (TICKED, ["a", "none"], "none"), (TICKED, ["none"], None),
    (TICKED, ["a", "zz"], "choice"), ({"type": "comment", "validators": [{"type": "text", "minLength": 5}]}, ["four"], "text_least"),
    ({"type": "text", "validators": [{"type": "regex", "regex": r"^\d{5}$"}]}, ["44000"], None),
    ({"type": "text", "validators": [{"type": "regex", "regex": r"^\d{5}$"}]}, ["4400"], "pattern"),
    ({"type": "text", "validators": [{"type": "expression", "expression": "{q} <> 'no'"}]}, ["no"], "condition"),
    ({"type": "text", "validators": [{"type": "numeric", "maxValue": 3}]}, ["4"], "most"),
    ({"type": "text", "validators": [{"type": "email"}]}, ["x"], "email"),
]  # fmt: skip


@pytest.mark.parametrize(("element", "given_values", "code"), CASES)
def test_each_fault_of_an_answer_is_told_in_both_languages(element, given_values, code):
    whole = asking(**element)
    found = problems(whole, normalise(whole, {"q": given_values})).get("q", ())
    assert [one.code for one in found][:1] == ([code] if code else [])
    for one in found:
        for language in ("fr", "en"):
            assert one.message(language).endswith(".")
            assert "{" not in one.message(language)


EMPTY = [
    ({}, [{}, {"q": {}}, {"q": {"x": 1}}, {"q": {"x": 1, "y": 2}}]),
    ({"isRequired": True}, [{}, {"q": {"x": 1}}]),
    ({"rows": [{"value": "x", "visibleIf": "{a} = '1'"}, {"value": "y", "visibleIf": "{a} = '1'"}]}, [{}, {"a": "1"}, {"a": "1", "q": {"x": 1}}]),
    ({"isAllRowRequired": False}, [{}, {"q": {"x": 1}}]),
    ({"visibleIf": "{a} = '1'"}, [{}, {"a": "1"}]),
]  # fmt: skip


@pytest.mark.counterpart
def test_a_matrix_left_wholly_empty_is_wrong_where_surveyjs_says_so():
    """Each row that has to be answered is named, whether the matrix is left in part or as a whole."""
    raws = [{"elements": [{"name": "q", **MATRIX, **more}, {"name": "a", "type": "text"}]} for more, _forms in EMPTY]
    asked = [{"definition": raw, "answers": forms} for raw, (_more, forms) in zip(raws, EMPTY, strict=True)]
    for raw, (_more, forms), theirs in zip(raws, EMPTY, survey_core.ask(asked), strict=True):
        whole = read(raw)
        for form, their in zip(forms, theirs, strict=True):
            assert {name.split(".")[0] for name in problems(whole, form)} == set(their["wrong"]), (raw, form)
    assert codes(asking(**MATRIX), {}) == {"q.x": ["row"], "q.y": ["row"]}
    assert codes(asking(**MATRIX), {}, is_partial=True) == {}


def test_rows_ranks_and_files():
    whole = asking(**MATRIX)
    assert codes(whole, normalise(whole, {"q.x": ["3"]})) == {"q.x": ["choice"], "q.y": ["row"]}
    assert normalise(whole, {"q.x": ["2"]}) == {"q": {"x": 2}}
    ranked = asking(**RANKED)
    assert normalise(ranked, {"q.a": ["3"], "q.b": ["1"], "q.c": ["2"]}) == {"q": ["b", "c", "a"]}
    assert codes(ranked, normalise(ranked, {"q.a": ["1"], "q.b": ["1"], "q.c": ["2"]})) == {"q": ["ranking"]}
    assert codes(ranked, {"q": ["a", "b"]}) == {"q": ["ranking"]}
    filed = asking(type="file", acceptedTypes="image/*,.pdf", maxSize=1000)
    assert codes(filed, {"q": [{"name": "a.PDF", "type": "", "size": 10}]}) == {}
    assert codes(filed, {"q": [{"name": "a.exe", "type": "x/y", "size": 2000}] * 2}) == {
        "q": ["one_file", "file_large", "file_type", "file_large", "file_type"]
    }


def test_the_questionnaire_s_own_words_come_first():
    whole = asking(type="text", isRequired=True, requiredErrorText={"default": "Your name?", "fr": "Votre nom ?"})
    (one,) = problems(whole, {})["q"]
    assert (one.message("fr"), one.message("en")) == ("Votre nom ?", "Your name?")


def good(draw, question):
    """An answer that a question takes, as a form posts it."""
    choices = [spell(choice.value) for choice in question.choices if choice.visible_if is None]
    if question.kind == "matrix":
        return {f"{question.name}.{spell(row.value)}": [spell(question.columns[0].value)] for row in question.rows}
    if question.kind == "rating":
        return {question.name: [spell(draw(st.sampled_from(offered(question))).value)]}
    if question.kind == "boolean":
        return {question.name: [draw(st.sampled_from(["true", "false"]))]}
    if question.kind in {"radiogroup", "dropdown", "checkbox"} and choices:
        return {question.name: [draw(st.sampled_from(choices))]}
    return {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(definitions(), st.data())
def test_whatever_is_answered_nothing_fails_and_nothing_hidden_counts(raw, data):
    whole = read(raw)
    posted = {}
    for question in whole.questions():
        posted |= good(data.draw, question)
    if data.draw(st.booleans()):
        posted |= {
            question.name: [data.draw(st.sampled_from(["", "x", "1", "é" * 200]))] for question in whole.questions()
        }
    answers = normalise(whole, posted)
    settled = settle(whole, answers)
    assert settled.open <= settled.shown
    assert settled.required <= settled.open
    for found in problems(whole, answers).values():
        assert all(one.message("fr") and one.message("en") for one in found)
    names = {question.name for question in whole.questions()}
    kept = counted(whole, answers)
    assert {name for name in kept if name in names} <= settled.shown
    assert counted(whole, kept) == kept


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(definitions(), st.data())
def test_a_table_under_the_codebook_s_columns_reads_back(raw, data):
    whole = read(raw)
    posted = {}
    for question in whole.questions():
        posted |= good(data.draw, question)
    answers = normalise(whole, posted)
    row = as_row(whole, answers)
    assert set(row) == {column.column for column in codebook(whole)}
    assert from_row(whole, row) == answers
    for language in ("fr", "en"):
        assert all(column.label for column in codebook(whole, language))


@pytest.mark.counterpart
def test_a_form_is_shown_and_judged_as_surveyjs_does():
    raw = json.loads((Path(__file__).parent / "definitions/readiness.json").read_text())
    chance, forms = random.Random(20261130), []
    for _ in range(200):
        form = {
            "years": chance.choice([0, 3, 80]),
            "trust_say": chance.randint(1, 5),
            "trust_blame": chance.random() < 0.5,
        }
        form["meaning"] = {row: chance.choice(["no", "yes", "na"]) for row in ("purpose", "proud")}
        form["example_speaks"] = chance.choice(["never", "often"])
        if chance.random() < 0.7:
            form["role"] = chance.choice(["lead", "member"])
        forms.append(form)
    (theirs,) = survey_core.ask([{"definition": raw, "answers": forms}])
    for form, their in zip(forms, theirs, strict=True):
        wrong = {name.split(".")[0] for name in problems(READINESS, form)}
        assert (settle(READINESS, form).shown, wrong) == (set(their["shown"]), set(their["wrong"]))
