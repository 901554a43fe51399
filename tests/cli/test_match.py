"""`liant match`, as typed: the contract's lines, nothing else, and faults told."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from liant.cli.main import main

ITEMS = [
    {"id": 1, "text": "J’ai ouvert un compte chez Orange Bank"},
    {"id": "deux", "text": "rien"},
    {"id": "é", "text": "rien", "title": "Orange Bank"},
    {"id": 4, "text": "🔥 orange bank, orange bank"},
]
QUERIES = """
[[query]]
name = "Banque"
expr = '"orange bank"'
[[query]]
name = "feu"
expr = "🔥"
"""


@pytest.fixture
def paths(tmp_path):
    items, queries = tmp_path / "items.jsonl", tmp_path / "q.toml"
    items.write_text("".join(json.dumps(item) + "\n" for item in ITEMS))
    queries.write_text(QUERIES)
    return str(items), str(queries)


def lines(capfdbinary_or_text):
    return [json.loads(line) for line in capfdbinary_or_text.readouterr().out.splitlines()]


def test_the_lines_of_the_contract(paths, capsys):
    items, queries = paths
    assert main(["match", "--queries", queries, items]) == 0
    assert lines(capsys) == [
        {"id": 1, "queries": [{"name": "Banque", "spans": [[27, 38]]}]},
        {"id": "é", "queries": [{"name": "Banque", "spans": []}]},
        {"id": 4, "queries": [{"name": "Banque", "spans": [[2, 13], [15, 26]]}, {"name": "feu", "spans": [[0, 1]]}]},
    ]


def test_one_expression_and_standard_input(paths, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,text\n7,orange bank\n")))
    assert main(["match", "--query", "bank", "-"]) == 0
    assert lines(capsys) == [{"id": "7", "queries": [{"name": "query", "spans": [[7, 11]]}]}]


def test_half_a_surrogate_pair_does_not_stop_it(tmp_path, capsys):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "\\ud800", "text": "orange \\ud83d"}\n')
    assert main(["match", "--query", "orange", str(path)]) == 0
    assert lines(capsys) == [{"id": "\ud800", "queries": [{"name": "query", "spans": [[0, 6]]}]}]


def test_a_bad_line_stops_the_work_after_whole_lines(paths, capsys):
    items, queries = paths
    with Path(items).open("a") as file:
        file.write('{"id": 5, "text": "orange bank"')
    assert main(["match", "--queries", queries, items]) == 3
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, "é", 4]
    assert "items.jsonl, line 5, column 32: not valid JSON" in err
    assert len(err.splitlines()) == 1


def test_a_wrong_query_is_wrong_use(paths, tmp_path, capsys):
    items, _ = paths
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[[query]]\nname='a'\nexpr='b c'\n")
    assert main(["match", "--queries", str(wrong), items]) == 2
    assert main(["match", "--query", "NOT a", items]) == 2
    assert main(["match", "--queries", "-", "-"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 3
    assert f"{wrong}:3:9: a, line 1, column 3:" in err


def test_it_starts_at_once_and_asks_for_no_database(paths):
    items, queries = paths
    command = [sys.executable, "-m", "liant", "match", "--queries", queries, items]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, liant.cli.match, liant.cli.query; print('django' in sys.modules, 'pyarrow' in sys.modules)"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert loaded.stdout.split() == ["False", "False"]
