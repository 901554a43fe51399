"""What goes to a spreadsheet and back is what it was; what another tool wrote is taken as far as it can be, and the rest named."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyxform.xls2xform import convert

from liant.engines.questionnaire import DefinitionError, problems, read, write
from liant.engines.questionnaire.expressions import evaluate, format_expression, parse
from liant.engines.questionnaire.formats import (
    from_limesurvey,
    from_sheets,
    from_workbook,
    to_limesurvey,
    to_sheets,
    to_workbook,
)
from liant.engines.questionnaire.formats.xpath_reading import read_xpath
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable, XPath
from tests.engines.questionnaire.questionnaire_generated import definitions

HERE = Path(__file__).parent / "definitions"
READINESS = read((HERE / "readiness.json").read_text())
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(MANY, max_examples=10)


def ready():
    """Every definition that the house ships, and those of the tests."""
    root = Path(__file__).parents[3]
    return sorted([*HERE.glob("*.json"), *(root / "src/liant/surveys/ready").glob("*.json")])


@MANY
@given(definitions())
def test_to_the_sheets_of_an_xlsform_and_back(raw):
    whole = read(raw)
    assert from_sheets(to_sheets(whole)).questionnaire == whole


@FEW
@given(definitions())
def test_to_a_workbook_that_pyxform_takes_and_back(raw):
    whole = read(raw)
    book = to_workbook(whole)
    assert from_workbook(book).questionnaire == whole
    assert convert(io.BytesIO(book)).xform


@pytest.mark.parametrize("path", ready(), ids=lambda path: path.stem)
def test_what_the_house_ships_goes_everywhere_and_comes_back(path):
    whole = read(path.read_text())
    assert read(write(whole)) == whole
    book = to_workbook(whole)
    assert from_workbook(book).questionnaire == whole
    assert convert(io.BytesIO(book)).xform
    table, remarks = to_limesurvey(whole)
    assert from_limesurvey(table).questionnaire.pages
    assert all(one.message("fr") and one.where for one in remarks)


def test_what_somebody_changes_in_the_sheet_counts():
    sheets = to_sheets(READINESS)
    rows = {row.get("name"): row for row in sheets["survey"]}
    rows["example_how"]["label::Français (fr)"] = "Où donc ?"
    rows["example_how"]["relevant"] = "${example_speaks} = 'often'"
    rows["years"]["constraint"] = ". >= 1 and . <= 60"
    next(row for row in sheets["choices"] if row["name"] == "lead")["label"] = "I am in charge"
    found = from_sheets(sheets).questionnaire
    how = found.question("example_how")
    assert how.title.in_language("fr") == "Où donc ?"
    assert format_expression(how.visible_if) == "{example_speaks} = 'often'"
    assert found.question("years").least == 1
    assert found.question("role").choices[0].said("en") == "I am in charge"
    assert found.question("trust_say") == READINESS.question("trust_say")
    assert found.liant == READINESS.liant


FOREIGN = {
    "survey": [
        {"type": "start", "name": "start"},
        {"type": "text", "name": "village", "label::English (en)": "Village?", "label::Français (fr)": "Village ?", "required": "yes", "guidance_hint": "ask twice"},
        {"type": "begin group", "name": "people", "label::English (en)": "People"},
        {"type": "integer", "name": "age", "label::English (en)": "Age", "constraint": ". >= 0 and . < 120", "constraint_message::English (en)": "Really?"},
        {"type": "select_one yn", "name": "works", "label::English (en)": "Works?", "relevant": "${age} > 15 and not(${village} = '')"},
        {"type": "select_multiple jobs or_other", "name": "jobs", "label::English (en)": "Which?", "relevant": "${works} = 'yes'"},
        {"type": "text", "name": "tool", "label::English (en)": "Tool", "relevant": "selected(${jobs}, 'farm') or count-selected(${jobs}) > 1"},
        {"type": "text", "name": "far", "label::English (en)": "Far?", "relevant": "distance(${village}) > 2"},
        {"type": "end group"},
        {"type": "calculate", "name": "double", "calculation": "${age} * 2"},
        {"type": "begin group", "name": "grid", "appearance": "table-list", "label::English (en)": "How often?"},
        {"type": "select_one often", "name": "grid_walk", "label::English (en)": "Walk"},
        {"type": "select_one often", "name": "grid_run", "label::English (en)": "Run"},
        {"type": "end group"},
        {"type": "geopoint", "name": "where", "label::English (en)": "Where?"},
        {"type": "begin repeat", "name": "child", "label::English (en)": "Child"},
        {"type": "text", "name": "child_name", "label::English (en)": "Name"},
        {"type": "end repeat"},
    ],
    "choices": [
        *({"list_name": "yn", "name": name, "label::English (en)": name.title()} for name in ("yes", "no")),
        *({"list_name": "jobs", "name": name, "label::English (en)": name.title()} for name in ("farm", "sew")),
        *({"list_name": "often", "name": str(at), "label::English (en)": word} for at, word in enumerate(("Never", "Often"))),
    ],
    "settings": [{"form_title": "Household", "form_id": "household"}],
}  # fmt: skip


def test_a_form_of_somebody_else_is_taken_and_the_rest_is_named():
    carried = from_sheets(FOREIGN)
    found = carried.questionnaire
    assert [page.name for page in found.pages] == ["page_1", "people", "page_3"]
    assert found.liant.id == "household"
    age, jobs = found.question("age"), found.question("jobs")
    assert (age.input_type, age.step, age.least) == ("number", 1, 0)
    assert age.validators[0].text.in_language("en") == "Really?"
    assert [one.code for one in problems(found, {"village": "V", "age": 130})["age"]] == ["condition"]
    assert (jobs.kind, jobs.has_other, [one.value for one in jobs.choices]) == ("checkbox", True, ["farm", "sew"])
    assert format_expression(found.question("tool").visible_if) == "{jobs} contains 'farm' or count({jobs}) > 1"
    assert [one.value for one in found.question("grid").columns] == [0, 1]
    assert [one.value for one in found.question("grid").rows] == ["walk", "run"]
    assert found.calculated[0].expression.source == "{age} * 2"
    named = {one.feature for one in carried.remarks}
    assert {"start", "geopoint", "begin repeat", "guidance_hint", "relevant"} <= named
    again = to_sheets(found)["survey"]
    kept = {row.get("name"): row for row in again}
    assert kept["village"]["guidance_hint"] == "ask twice"
    assert kept["far"]["relevant"] == "distance(${village}) > 2"
    assert kept["where"]["type"] == "geopoint"
    assert [row["type"] for row in again if row.get("name") in {"child", "child_name"}] == ["begin repeat", "text"]
    assert from_sheets(to_sheets(found)).questionnaire == found


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04", "zip", "bomb"])
def test_what_is_no_workbook_is_said(content):
    if content in {"zip", "bomb"}:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.xml", b"0" * (200_000_000 if content == "bomb" else 1))
        content = written.getvalue()
    with pytest.raises(DefinitionError) as caught:
        from_workbook(content)
    assert caught.value.faults[0].message("fr")


TRANSLATED = [
    ("{a} = 'yes' and {n} > 3", "((${a} = 'yes')) and ((${n} > 3))"), ("{m} contains 'x'", "selected(${m}, 'x')"), ("{a} notempty", "${a} != ''"),
    ("iif({n} > 1, 2, 3) * 2 >= {n}", "((if((${n} > 1), 2, 3) * 2) >= ${n})"), ("{b} = true", "(${b} = 'true')"), ("!({a} = 'it\\'s')", "not((${a} = \"it's\"))"),
    ("{m} anyof ['x', 'y']", "(selected(${m}, 'x') or selected(${m}, 'y'))"), ("{n} ^ 2 % 3", "(pow(${n}, 2) mod 3)"),
]  # fmt: skip
NAMES = {"a": "a", "n": "n", "m": "m", "b": "b"}


@pytest.mark.parametrize(("ours", "theirs"), TRANSLATED)
def test_conditions_say_the_same_in_xpath_and_come_back_meaning_the_same(ours, theirs):
    assert XPath(NAMES, frozenset({"m"})).write(parse(ours)) == theirs
    back = parse(format_expression(read_xpath(theirs, NAMES, frozenset({"m"}))))
    for answers in (
        {},
        {"a": "yes", "n": 4, "m": ["x"], "b": True},
        {"a": "it's", "n": 1, "m": ["y", "z"], "b": False},
    ):
        assert evaluate(back, answers) == evaluate(parse(ours), answers)


@pytest.mark.parametrize(
    "source",
    ["", "${a} =", "today() > 1", "${zz} = 1", "(" * 50, "${a}[1]", "'a", "../a = 1", "1 1", "selected(.)", "-'a'"],
)
def test_xpath_that_we_have_no_word_for_is_refused(source):
    with pytest.raises(Untranslatable):
        read_xpath(source, NAMES)


LIME = "id related_id class type/scale name relevance text help language mandatory other assessment_value prefix"


def lime(*rows):
    return "\n".join(["\t".join(LIME.split()), *("\t".join(row) for row in rows), ""])


def test_limesurvey_s_table_is_read_in_its_languages():
    table = lime(
        ("", "", "S", "", "language", "", "fr"), ("", "", "S", "", "additional_languages", "", "en"),
        ("", "", "SL", "", "surveyls_title", "", "Vélo", "", "fr"), ("", "", "SL", "", "surveyls_title", "", "Bicycle", "", "en"),
        ("1", "", "G", "0", "Vous", "1", "", "", "fr"),
        ("2", "", "Q", "L", "often", "1", "Souvent ?", "Dites", "fr", "Y", "Y"), ("", "", "A", "0", "A1", "", "Oui", "", "fr", "", "", "5"), ("", "", "A", "0", "A2", "", "Non", "", "fr"),
        ("3", "", "Q", "M", "why", 'often.NAOK == "A1"', "Pourquoi ?", "", "fr", "N"), ("", "", "SQ", "0", "fun", "", "Plaisir", "", "fr"), ("", "", "SQ", "0", "cost", "", "Prix", "", "fr"),
        ("4", "", "Q", "F", "grid", 'why_fun.NAOK == "Y" && !is_empty(often.NAOK)', "Notez", "", "fr", "Y"), ("", "", "SQ", "0", "road", "", "Routes", "", "fr"), ("", "", "A", "0", "1", "", "Mal", "", "fr"), ("", "", "A", "0", "2", "", "Bien", "", "fr"),
        ("5", "", "Q", "T", "else", 'grid_road == 1 and regexMatch("/a/", often)', "Autre", "", "fr", "N", "", "", "€"), ("6", "", "Q", "K", "many", "1", "x", "", "fr"),
        ("1", "", "G", "0", "You", "1", "", "", "en"),
        ("2", "", "Q", "L", "often", "1", "Often?", "", "en", "Y", "Y"), ("", "", "A", "0", "A1", "", "Yes", "", "en"), ("", "", "A", "0", "A2", "", "No", "", "en"),
        ("3", "", "Q", "M", "why", "1", "Why?", "", "en"), ("", "", "SQ", "0", "fun", "", "Fun", "", "en"), ("", "", "SQ", "0", "cost", "", "Cost", "", "en"),
    )  # fmt: skip
    carried = from_limesurvey(table)
    found = carried.questionnaire
    assert (found.title.in_language("fr"), found.title.in_language("en")) == ("Vélo", "Bicycle")
    often = found.question("often")
    assert (often.kind, often.is_required, often.has_other, often.description.in_language("fr")) == (
        "radiogroup",
        True,
        True,
        "Dites",
    )
    assert [(one.value, one.said("en")) for one in often.choices] == [("A1", "Yes"), ("A2", "No")]
    assert found.question("why").visible_if.source == '{often} == "A1"'
    grid = found.question("grid")
    assert (grid.kind, grid.needs_all_rows, [one.value for one in grid.columns]) == ("matrix", True, [1, 2])
    assert evaluate(grid.visible_if, {"why": ["fun"], "often": "A1"}) is True
    assert evaluate(grid.visible_if, {"why": ["cost"], "often": "A1"}) is False
    assert found.question("else").visible_if is None
    named = " ".join(one.feature for one in carried.remarks)
    assert all(one in named for one in ("regexMatch", "type K", "assessment_value", "prefix"))


def test_limesurvey_s_table_is_written_with_its_conditions_and_what_it_cannot_say():
    table, remarks = to_limesurvey(READINESS)
    assert '(examplespeaks.NAOK == "somet" or examplespeaks.NAOK == "often")' in table.replace('""', '"')
    assert "visibleIf {leads} = 1" in [one.feature for one in remarks]
    assert "x-liant" in [one.feature for one in remarks]
    again = from_limesurvey(table).questionnaire
    assert [question.said("fr") for question in again.questions()] == [
        question.said("fr") for question in READINESS.questions()
    ]
    assert evaluate(again.question("examplehow").visible_if, {"examplespeaks": "often"}) is True


@MANY
@given(definitions())
def test_limesurvey_never_fails(raw):
    table, remarks = to_limesurvey(read(raw))
    assert all(one.where for one in remarks)
    faults = set()
    try:
        from_limesurvey(table)
    except DefinitionError as error:
        faults = {fault.code for fault in error.faults}
    assert faults <= {"definition.nothing"}  # all that was asked was left out


@pytest.mark.parametrize("text", ["", "a\tb\n1\t2\n", "<xml/>"])
def test_what_is_no_table_of_limesurvey_is_said(text):
    with pytest.raises(DefinitionError) as caught:
        from_limesurvey(text)
    assert caught.value.faults[0].code == "definition.limesurvey"
    assert json.dumps(caught.value.faults[0].message("fr"))


def test_a_part_that_is_not_taken_keeps_the_choices_it_names():
    """A group that repeats has no word of ours: its rows go back as they came, with their choices, those of a file too."""
    rows = [
        {"type": "text", "name": "name", "label": "Name?"},
        {"type": "begin repeat", "name": "child", "label": "Child"},
        {"type": "select_one yes_no", "name": "goes", "label": "Goes to school?"},
        {"type": "end repeat", "name": "child"},
        {"type": "select_one_external towns", "name": "town", "label": "Town?", "choice_filter": "name != ''"},
    ]
    choices = [{"list_name": "yes_no", "name": one, "label": one} for one in ("yes", "no")]
    towns = [{"list_name": "towns", "name": "lyon", "label": "Lyon"}]
    found = from_sheets({"survey": rows, "choices": choices, "external_choices": towns})
    assert {one.where for one in found.remarks} >= {"survey, child", "survey, town"}
    written = to_sheets(found.questionnaire)
    assert written["choices"] == choices
    assert written["external_choices"] == towns
    assert from_workbook(to_workbook(found.questionnaire)).questionnaire == found.questionnaire
    assert convert(io.BytesIO(to_workbook(found.questionnaire))).xform
