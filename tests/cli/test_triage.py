"""`liant triage`: one line out for each item in, exact keys, faults told in one line."""

import io
import json
import subprocess
import sys

import pytest

from liant.cli.main import main
from liant.engines.triage import CONDUCTS, INTENTS


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def items(tmp_path):
    path = tmp_path / "items.jsonl"
    rows = [
        {"id": 1, "text": "Encore une baguette brûlée, c'est inadmissible !"},
        {"id": "b", "text": "", "title": "Je postule"},
        {"id": "c", "text": "Are you open on Sunday?", "lang": "en"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def test_every_item_comes_out_with_the_keys_of_the_contract(items, capsys):
    assert main(["triage", str(items)]) == 0
    found = lines(capsys)
    assert [row["id"] for row in found] == [1, "b", "c"]
    for row in found:
        assert list(row) == ["id", "language", "intent", "intents", "sentiment", "conduct", "reasons"]
        assert list(row["intents"]) == list(INTENTS)
        assert list(row["conduct"]) == list(CONDUCTS)
    assert [row["language"] for row in found] == ["fr", "fr", "en"]
    assert [row["intent"] for row in found] == ["complaint", "candidate", "question"]
    assert set(found[0]["reasons"][0]) == {"kind", "text", "start", "end", "for", "weight"}
    assert found[1]["reasons"][0]["where"] == "title"


def test_standard_input_is_read(items, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(items.read_bytes())))
    assert main(["triage", "-"]) == 0
    assert len(lines(capsys)) == 3


def test_a_faulty_line_stops_the_work_after_what_stands_before_it(items, capsys):
    items.write_text(items.read_text("utf-8") + "\n{oops\n", "utf-8")
    assert main(["triage", str(items)]) == 3
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 3
    assert len(told.err.splitlines()) == 1
    assert "line 4" in told.err


def test_a_missing_file_is_wrong_use(tmp_path, capsys):
    assert main(["triage", str(tmp_path / "none.jsonl")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_half_a_surrogate_pair_comes_out_as_it_came(tmp_path, capsys):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"id": "\\ud800", "text": "Merci \\ud800 beaucoup"}\n', "utf-8")
    assert main(["triage", str(path)]) == 0
    assert lines(capsys)[0]["id"] == "\ud800"


def test_the_command_loads_nothing_heavy(items):
    """What makes it start quickly: neither the site, nor what only training needs."""
    code = f"""
import sys
from liant.cli.main import main
main(["triage", {str(items)!r}])
print(sorted({{"django", "sklearn", "scipy", "pyarrow", "atproto"}} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
