"""A definition is read whole, comes out as it went in, and says where it is wrong and what to do."""

import copy
import json
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from liant.engines.questionnaire import DefinitionError, read, schema, score, write
from tests.engines.questionnaire.questionnaire_generated import definitions

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent / "definitions"
READINESS = json.loads((HERE / "readiness.json").read_text())
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
VALID = jsonschema_rs.validator_for(schema())


def leaves(value):
    """All words and numbers in a JSON value."""
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


@MANY
@given(definitions())
def test_what_is_read_comes_out_again(raw):
    found = read(json.dumps(raw))
    written = write(found)
    assert read(written) == found
    assert write(read(written)) == written
    lost = [leaf for leaf in leaves(raw) if isinstance(leaf, str) and leaf not in leaves(written) and leaf.strip()]
    assert set(lost) <= {"text"}  # inputType "text" goes without saying


@MANY
@given(definitions())
def test_the_schema_lets_pass_what_is_read(raw):
    VALID.validate(raw)


def test_the_example_comes_out_but_for_what_goes_without_saying():
    written = write(read(READINESS))
    assert written["pages"][1]["elements"][1] == READINESS["pages"][1]["elements"][1]
    assert written["x-liant"]["scoring"]["verdicts"] == READINESS["x-liant"]["scoring"]["verdicts"]
    assert not read(READINESS).unsupported


def test_what_is_kept_and_not_used_is_named():
    raw = {
        "elements": [
            {"type": "signaturepad", "name": "s", "penColor": "#000"},
            {"type": "comment", "name": "c", "maxOthersLength": 3},
        ]
    }
    found = read(raw)
    assert [(one.where, one.feature) for one in found.unsupported] == [
        ("/elements/0", "signaturepad"),
        ("/elements/1/maxOthersLength", "maxOthersLength"),
    ]
    assert write(found)["pages"][0]["elements"] == raw["elements"]
    assert "signaturepad" in found.unsupported[0].message("fr")


def changed(*path, to):
    raw = copy.deepcopy(READINESS)
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return raw


TRUST = ("pages", 1, "elements", 1)
SCORING = ("x-liant", "scoring")
SLIPS = {
    "definition.unknown_dimension": changed(*TRUST, "x-liant", to={"dimension": "trsut"}),
    "definition.unmeasured": changed(*SCORING, "dimensions", 0, "id", to="sense"),
    "definition.scale": changed(*TRUST, "rateMax", to=1),
    "definition.levels_rise": changed(*SCORING, "levels", 1, "from", to=90),
    "definition.first_needs": changed(*SCORING, "verdicts", 0, "needs", to={"trust": 1}),
    "definition.unscored": changed("pages", 2, "elements", 0, "x-liant", "scores", to={"never": 0}),
    "definition.unknown_key": changed(*TRUST, "x-liant", to={"dimention": "trust"}),
    "definition.one_of": changed(*SCORING, "rule", to="max"),
    "definition.bounds": changed("x-liant", "min_group", to=4),
    "definition.twice": changed(*TRUST, "name", to="meaning"),
    "definition.text": changed(*TRUST, "title", to=3),
    "definition.flag": changed(*TRUST, "isRequired", to="yes"),
    "definition.number": changed(*TRUST, "rateMax", to="5"),
    "definition.choice": changed("pages", 0, "elements", 0, "choices", to=[{"text": "x"}]),
    "definition.no_choices": changed("pages", 0, "elements", 0, "choices", to=[]),
    "definition.same_choice": changed("pages", 0, "elements", 0, "choices", to=["a", "a"]),
    "definition.validator": changed(*TRUST, "validators", to=[{"type": "lucky"}]),
    "definition.regex": changed(*TRUST, "validators", to=[{"type": "regex", "regex": "(?=a)b"}]),
    "definition.unknown_name": changed(*TRUST, "visibleIf", to="{roel} = 'lead'"),
    "definition.name_case": changed(*TRUST, "visibleIf", to="{Role} = 'lead'"),
    "definition.circle": changed("pages", 0, "elements", 0, "visibleIf", to="{leads} = 1"),
    "definition.element": changed(*TRUST, to={"type": "rating"}),
    "definition.calculated": changed("calculatedValues", to=[{"name": "x"}]),
    "definition.nothing": {"pages": [{"name": "p", "elements": []}]},
    "definition.list": {"pages": 3},
    "expression.unfinished": changed(*TRUST, "visibleIf", to="{role} ="),
}


def test_the_example_of_the_page_is_read():
    for page in ("docs/questionnaires.md", "docs/fr/questionnaires.md"):
        text = (ROOT / page).read_text()
        found = score(read(text.split("```json\n")[1].split("```")[0]), {"say": 4, "blame": "never"})
        assert (found.outcome.overall, found.outcome.verdict.id) == (87.5, "launch")


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_is_told_with_its_place_and_what_to_do(code):
    source = json.dumps(SLIPS[code], ensure_ascii=False, indent=1)
    with pytest.raises(DefinitionError) as caught:
        read(source)
    fault = next(fault for fault in caught.value.faults if fault.code == code)
    assert fault.place is not None
    line = source.splitlines()[fault.place.line - 1]
    assert line[fault.place.column - 1] not in " \t,"
    for language in ("en", "fr"):
        assert fault.message(language).endswith(".")


def test_the_place_is_that_of_the_value():
    source = json.dumps(SLIPS["definition.unknown_dimension"], indent=1)
    with pytest.raises(DefinitionError) as caught:
        read(source)
    fault = caught.value.faults[0]
    assert fault.where == "/pages/1/elements/1/x-liant/dimension"
    assert source.splitlines()[fault.place.line - 1].strip() == '"dimension": "trsut"'
    assert source.splitlines()[fault.place.line - 1][fault.place.column - 1 :] == '"trsut"'


def test_all_faults_are_told_at_once():
    raw = changed(*TRUST, "isRequired", to="yes")
    raw["pages"][0]["elements"][0]["title"] = 3
    with pytest.raises(DefinitionError) as caught:
        read(raw)
    assert [fault.code for fault in caught.value.faults] == ["definition.text", "definition.flag"]


@pytest.mark.parametrize("source", ["", "{", "[1, 2", '{"a": NaN}', "[" * 100_000, b"\xff\xfe", '{"pages": [{]}'])
def test_what_is_not_json_is_said(source):
    with pytest.raises(DefinitionError) as caught:
        read(source)
    assert caught.value.faults[0].code in {"definition.json", "definition.utf8"}


@pytest.mark.parametrize(
    "source", ["3", "[]", '"x"', "null", '{"elements": [null]}', '{"elements": {"a": 1}}', '{"x-liant": []}']
)
def test_json_that_is_no_questionnaire_is_said(source):
    with pytest.raises(DefinitionError):
        read(source)


SHAPES = ["definition.one_of", "definition.bounds", "definition.text", "definition.flag", "definition.number",
          "definition.choice", "definition.validator", "definition.unknown_key", "definition.element", "definition.list"]  # fmt: skip


@pytest.mark.parametrize("code", SHAPES)
def test_the_schema_refuses_what_has_the_wrong_shape(code):
    assert not VALID.is_valid(SLIPS[code])


def test_older_names_come_out_as_today_s():
    raw = {
        "questions": [
            {"type": "radiogroup", "name": "a", "choices": [1], "hasOther": True},
            {"type": "rating", "name": "b", "rateCount": 7},
        ]
    }
    first, second = write(read(raw))["pages"][0]["elements"]
    assert first["showOtherItem"] is True
    assert second["rateMax"] == 7
