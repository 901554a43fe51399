"""`liant survey`: the contract's names and exit codes, one line for an error, and the numbers of the engine."""

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import jsonschema_rs
import pytest

from liant.cli.main import main
from liant.engines.questionnaire import from_row, group_scores, read, score

DEFINITION = Path(__file__).parents[1] / "engines/questionnaire/definitions/readiness.json"
ROWS = [
    {"role": "lead", "meaning.purpose": "yes", "meaning.proud": "rather", "trust_say": "4", "trust_blame": "false", "example_speaks": "often", "example_own": "thanked; admitted"},
    {"role": "member", "meaning.purpose": "no", "meaning.proud": "zz", "trust_say": "2", "trust_blame": "true", "example_speaks": "never", "example_own": ""},
]  # fmt: skip


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.csv"
    with path.open("w", newline="") as file:
        written = csv.DictWriter(file, [*ROWS[0], "shoe size"], delimiter=";")
        written.writeheader()
        written.writerows(ROWS)
    return path


def test_scores_are_the_engine_s_and_what_is_wrong_is_told(answers, capsys):
    assert main(["survey", "score", str(DEFINITION), str(answers), "--draws", "10"]) == 0
    found = json.loads(capsys.readouterr().out)
    whole = read(DEFINITION.read_text())
    given = [from_row(whole, row) for row in ROWS]
    group = group_scores(whole, given)
    assert found["n"] == 2
    assert [one["mean"] for one in found["dimensions"]] == [
        pytest.approx(one.estimate.mean, abs=1e-4) for one in group.dimensions
    ]
    assert found["outcome"]["verdict"] == group.outcome.verdict.id == "small"
    assert [one["id"] for one in found["outcome"]["first"]] == [one.id for one in group.outcome.first]
    for one, mine in zip(found["respondents"], given, strict=True):
        assert one["scores"] == {
            d.dimension.id: pytest.approx(d.score, abs=1e-4) if d.score is not None else None
            for d in score(whole, mine).dimensions
        }
    assert found["problems"] == [
        {"row": 2, "question": "meaning.proud", "message": "This isn’t one of the choices. Choose among those shown."}
    ]
    assert found["ignored_columns"] == ["shoe size"]


def test_standard_input_and_the_clock(answers):
    command = [sys.executable, "-m", "liant", "survey", "score", DEFINITION, "-"]
    used = []
    for _ in range(3):
        start = time.process_time(), _children()
        done = subprocess.run(command, input=answers.read_bytes(), capture_output=True, check=True)
        used.append(_children() - start[1])
    assert json.loads(done.stdout)["n"] == 2
    assert done.stderr == b""
    assert min(used) < 0.5


def _children():
    import resource

    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def test_check_tells_every_fault_with_its_line(tmp_path, capsys):
    raw = DEFINITION.read_text().replace('"rule": "min"', '"rule": "max"').replace('"reversed": true', '"reversed": 1')
    line = next(at for at, one in enumerate(raw.splitlines(), 1) if '"rule"' in one)
    path = tmp_path / "wrong.json"
    path.write_text(raw)
    assert main(["survey", "check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert any(one.startswith(f"{path}:{line}:") and "“max” isn't known here" in one for one in lines)
    assert main(["survey", "check", str(DEFINITION)]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("definition", "table", "code", "said"), [
    ("{", "a\n1\n", 2, "isn't JSON"),
    ('{"elements": [{"type": "comment", "name": "a"}]}', "a\n1\n", 2, "measures nothing"),
    (None, "x,y\n1,2\n", 2, "no column is a question's"),
    (None, "", 2, "is empty"),
    (None, 'role\n"lead\n', 2, "quotation mark"),
])  # fmt: skip
def test_an_error_is_one_line_with_what_to_do(definition, table, code, said, tmp_path, capsys):
    one, other = tmp_path / "d.json", tmp_path / "a.csv"
    one.write_text(DEFINITION.read_text() if definition is None else definition)
    other.write_text(table)
    assert main(["survey", "score", str(one), str(other)]) == code
    out, error = capsys.readouterr()
    assert out == ""
    assert error.count("\n") == 1
    assert said in error


def test_a_missing_file_and_two_standard_inputs(capsys):
    assert main(["survey", "score", "nowhere.json", "-"]) == 3
    assert main(["survey", "score", "-", "-"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_codebook_names_every_column_and_the_schema_is_one(capsys):
    assert main(["survey", "codebook", str(DEFINITION), "--lang", "en"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    by_name = {row["column"]: row for row in rows}
    assert by_name["trust_blame"]["scores"] == "true = 0; false = 100"
    assert by_name["meaning.proud"]["weight"] == "2"
    assert by_name["example_own.none"]["label"].endswith("None")
    assert main(["survey", "schema"]) == 0
    assert jsonschema_rs.validator_for(json.loads(capsys.readouterr().out)).is_valid(json.loads(DEFINITION.read_text()))
