"""`liant lint`: the keys, formats and exit codes of the contract; SARIF as its own schema wants it.

The schema beside this file is OASIS's, as the npm package @microsoft/jest-sarif 1.0.0-beta.0 (MIT) carries it;
its pattern of languages has a bracket too many, which is put right here.
"""

import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest

from liant.cli.main import main

_SOURCE = (Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text("utf-8")
SCHEMA = json.loads(_SOURCE.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$"))
FAULTY = "Bonjour {{prenom}},\n\nFiers de vous annoncer 🎉 notre siège.\nRÃ©servez.\n"


@pytest.fixture
def faulty(tmp_path):
    path = tmp_path / "été à lire.txt"
    path.write_text(FAULTY, "utf-8")
    return path


def test_json_has_the_keys_of_the_contract_and_exact_places(faulty, capsys):
    assert main(["lint", "--lang", "fr", "--format", "json", str(faulty)]) == 1
    found = json.loads(capsys.readouterr().out)
    keys = ["path", "rule", "severity", "line", "column", "offset", "length", "message", "suggestion"]
    assert all(list(row) == keys for row in found)
    words = [FAULTY[row["offset"] : row["offset"] + row["length"]] for row in found]
    assert words == ["{{prenom}}", "Fiers de vous annoncer", "Ã©"]
    assert [(row["line"], row["column"]) for row in found] == [(1, 9), (3, 1), (4, 2)]
    assert found[0]["message"] == "«\u00a0{{prenom}}\u00a0» est un champ qui n’a pas été rempli."


def test_text_is_a_line_for_each_finding(faulty, capsys):
    assert main(["lint", "--lang", "en", str(faulty)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{faulty}:1:9: error: “{{{{prenom}}}}” is a field that was not filled in.")
    assert lines[0].endswith("[merge-field]")


def test_french_is_spaced_as_french_in_every_format(tmp_path, capsys):
    path, context = tmp_path / "a.txt", tmp_path / "c.json"
    path.write_text("Profitez de nos soldes.", "utf-8")
    context.write_text(json.dumps({"is_crisis": True}))
    for form in ("text", "json", "sarif"):
        main(["lint", "--lang", "fr", "--format", form, "--context", str(context), str(path)])
        said = capsys.readouterr().out
        said = said if form == "text" else json.dumps(json.loads(said), ensure_ascii=False)
        assert "«\u00a0Profitez\u00a0»" in said, form


def test_sarif_is_what_its_schema_wants(faulty, capsys):
    faulty.write_text(FAULTY + "<!-- liant: allow link-without-text because un extrait -->\nCliquez ici.", "utf-8")
    assert main(["lint", "--lang", "fr", "--format", "sarif", str(faulty)]) == 1
    log = json.loads(capsys.readouterr().out)
    assert list(jsonschema_rs.validator_for(SCHEMA).iter_errors(log)) == []
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    [allowed] = [r for r in run["results"] if r["ruleId"] == "link-without-text"]
    assert allowed["suppressions"] == [{"kind": "inSource", "justification": "un extrait"}]
    fixes = [r["fixes"][0]["artifactChanges"][0]["replacements"][0] for r in run["results"] if "fixes" in r]
    assert [fix["insertedContent"]["text"] for fix in fixes] == ["é"]


def test_an_empty_log_is_sarif_too(tmp_path, capsys):
    path = tmp_path / "good.txt"
    path.write_text("Le marché ouvre à 8 h.", "utf-8")
    assert main(["lint", "--format", "sarif", str(path)]) == 0
    assert list(jsonschema_rs.validator_for(SCHEMA).iter_errors(json.loads(capsys.readouterr().out))) == []


def test_a_dash_is_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Cher null,")))
    assert main(["lint", "--format", "json", "-"]) == 1
    assert [(row["path"], row["rule"]) for row in json.loads(capsys.readouterr().out)] == [("-", "name-missing")]


def test_the_context_says_what_the_text_is_for(tmp_path, capsys):
    text, context = tmp_path / "a.txt", tmp_path / "c.json"
    text.write_text("Profitez de nos soldes.", "utf-8")
    context.write_text(json.dumps({"kind": "piece", "is_crisis": True}))
    assert main(["lint", str(text)]) == 0
    capsys.readouterr()
    assert main(["lint", "--format", "json", "--context", str(context), str(text)]) == 1
    assert {row["rule"] for row in json.loads(capsys.readouterr().out)} == {"offer-while-crisis"}


def test_bytes_of_any_kind_are_read(tmp_path, capsys):
    path = tmp_path / "bytes"
    path.write_bytes(bytes(range(256)) * 40)
    assert main(["lint", "--format", "json", str(path)]) == 1
    assert {row["rule"] for row in json.loads(capsys.readouterr().out)} >= {"encoding-garble"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["missing.txt"], 3, "Check the name"),
        (["--context", "missing.json", "a.txt"], 3, "Check the name"),
        (["--context", "bad.json", "a.txt"], 2, "unknown key"),
        (["--context", "list.json", "a.txt"], 2, "JSON object"),
        (["--context", "a.txt", "a.txt"], 2, "not JSON"),
        (["--rules", "bad.yaml", "a.txt"], 2, "line 2, column"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(arguments, code, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Bonjour.")
    (tmp_path / "bad.json").write_text('{"kinds": 1}')
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "bad.yaml").write_text("- id: a\n  find: '(x'\n  message: m\n  why: w\n")
    assert main(["lint", *arguments]) == code
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_no_database_nor_django_is_loaded(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Bonjour.")
    program = (
        "import sys; from liant.cli.main import main; "
        f"code = main(['lint', {str(path)!r}]); "
        "heavy = {'django', 'numpy', 'psycopg', 'regex', 'liant.engines.triage'} & set(sys.modules); "
        "sys.exit(code or len(heavy))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
