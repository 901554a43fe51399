"""`liant triage FILE`: reads language, intent, sentiment and conduct of each item; one JSON line out for each item in."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from liant.cli.item_files import read_items
from liant.cli.main import Problem

BATCH = 512


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads the language, the intent, the sentiment (-1 to 1) and the conduct of each item, with the reasons. "
        "Items need “id” and “text”; “title” is read too, and “lang”, when given, is believed. "
        "One JSON line comes out for each item, in the same order."
    )
    parser.add_argument("file", metavar="FILE", help="a .jsonl, .csv or .parquet file, or - for standard input")


def run(args: argparse.Namespace) -> int:
    """Prints a reading per item. Returns 0; raises Problem or WrongUse on items that can't be read."""
    from liant.engines.triage import read_many  # late: `--help` should not wait for the model

    done = 0
    try:
        for batch in _batches(args.file):
            readings = read_many([i["text"] for i in batch], [i["title"] for i in batch], [i["lang"] for i in batch])
            for item, reading in zip(batch, readings, strict=True):
                print(_as_line({"id": item["id"], **reading.as_json()}))
            done += len(batch)
            _show_progress(f"\r{done} items read")
    finally:
        _show_progress("\n" if done else "")
    return 0


def _batches(path: str) -> Iterator[list[dict[str, Any]]]:
    """Items by the batch; what stands before a faulty line still comes out."""
    batch: list[dict[str, Any]] = []
    try:
        for item in read_items(path):
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except Problem:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _as_line(found: dict[str, Any]) -> str:
    line = json.dumps(found, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:  # half of a surrogate pair came in as an escape: it leaves as one
        return json.dumps(found)
    return line


def _show_progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, end="", file=sys.stderr, flush=True)
