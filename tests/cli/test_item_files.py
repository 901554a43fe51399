"""The reader of items: what it accepts, and that each fault is told with its place and what to do."""

import io
import json
import sys

import pyarrow
import pyarrow.parquet
import pytest

from liant.cli.item_files import read_items
from liant.cli.main import Problem, WrongUse


def write(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_json_lines_keep_their_keys_and_fill_the_unknown_with_none(tmp_path):
    path = write(tmp_path, "a.jsonl", '\ufeff{"id": 1, "text": "Été", "more": true}\n\n{"id": "b", "text": null}\n')
    first, second = read_items(path)
    assert (first["id"], first["text"], first["more"], first["author"], first["tags"]) == (1, "Été", True, None, [])
    assert second["text"] == ""


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_the_separators_of_spreadsheets(tmp_path, separator):
    lines = [["id", "text", "followers", "tags"], ["1", '"two\nlines, ""quoted"""', "12", "a|b c"], ["2", "x", "", ""]]
    path = write(tmp_path, "a.csv", "\r\n".join(separator.join(line) for line in lines))
    first, second = read_items(path)
    assert first["text"] == 'two\nlines, "quoted"'
    assert (first["followers"], first["tags"]) == (12, ["a", "b c"])
    assert (second["followers"], second["tags"]) == (None, [])


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    rows = [{"id": 1, "text": "un", "tags": ["a"], "followers": 3.0}, {"id": 2, "text": None, "followers": None}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    first, second = read_items(path)
    assert (first["tags"], first["followers"]) == (["a"], 3)
    assert (second["text"], second["followers"]) == ("", None)


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "nothing"])
def test_standard_input_is_recognised(monkeypatch, tmp_path, kind):
    data = {"jsonl": b'{"id": "1", "text": "x"}', "csv": b"text,id\nx,1\n", "nothing": b"", "parquet": b""}[kind]
    if kind == "parquet":
        pyarrow.parquet.write_table(pyarrow.table({"id": ["1"], "text": ["x"]}), tmp_path / "p")
        data = (tmp_path / "p").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [item["text"] for item in read_items("-")] == ([] if kind == "nothing" else ["x"])


FAULTS = {
    "json": ("a.jsonl", b'{"id": 1, "text": "a"}\n{"id": 1, "text" "a"}\n', "line 2, column 18: not valid JSON"),
    "list": ("a.jsonl", b"[1]\n", "line 1, column 1: this isn't a JSON object"),
    "deep": ("a.jsonl", b"[" * 100_000, "line 1: this JSON can't be read"),
    "no id": ("a.jsonl", b'{"text": "a"}\n', "line 1: no “id”"),
    "true id": ("a.jsonl", b'{"id": true, "text": "a"}\n', "line 1: “id” is neither"),
    "no text": ("a.jsonl", b'{"id": 1}\n', "line 1: no “text”"),
    "author": ("a.jsonl", b'{"id": 1, "text": "a", "author": 3}\n', "line 1: “author” isn't a text"),
    "tags": ("a.jsonl", b'{"id": 1, "text": "a", "tags": "b"}\n', "line 1: “tags” isn't a list"),
    "followers": ("a.csv", b"id,text,followers\n1,a,many\n", "line 2: “followers” isn't a whole number"),
    "bytes": ("a.jsonl", '{"id": 1, "text": "é\xff'.encode("latin-1"), "line 1, column 20: this isn't UTF-8"),
    "column": ("a.csv", b"id;body\n1;a\n", "line 1: no column named “text”"),
    "cells": ("a.csv", b'id,text\n1,"a\nb"\n2,a,b\n', "line 4: 3 columns instead of 2"),
    "quote": ("a.csv", b'id,text\n1,"a\n', "line 2: not valid CSV"),
    "parquet": ("a.parquet", b"PAR1 no", "not a readable Parquet file"),
}


@pytest.mark.parametrize(("name", "content", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_in_one_line_with_its_place(tmp_path, name, content, told):
    path = write(tmp_path, name, content)
    with pytest.raises(Problem) as caught:
        list(read_items(path))
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["absent.jsonl", "a.xlsx", "."])
def test_what_cannot_be_opened_is_wrong_use(tmp_path, name):
    with pytest.raises(WrongUse):
        list(read_items(tmp_path / name))


def test_items_before_a_bad_line_are_given(tmp_path):
    items = read_items(write(tmp_path, "a.jsonl", json.dumps({"id": 1, "text": "a"}) + "\n{"))
    assert next(items)["id"] == 1
    with pytest.raises(Problem, match="line 2"):
        next(items)
