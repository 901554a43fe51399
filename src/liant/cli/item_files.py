"""Reader of items from JSON lines, CSV, Parquet or standard input, shared by the commands that only compute.

Each item is a dict with at least `id` and `text`; a known optional key that is absent or empty is None. A fault is told
in one line with file, line and what to do: a file that can't be read at all is wrong use (exit 2), a bad line stops
the work (exit 3).
"""

import codecs
import contextlib
import csv
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from liant.cli.main import Problem, WrongUse

WORD_KEYS = ("title", "author", "url", "lang", "channel")
FORMATS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
LARGEST_CSV_FIELD = 64 * 1024 * 1024


def read_items(path: str | Path) -> Iterator[dict[str, Any]]:
    """Yield the items of a .jsonl, .csv or .parquet file, or of standard input when `path` is "-".

    Standard input, and a file without an extension such as a pipe, is recognised by its first line. Raises
    liant.cli.main.Problem (or its child WrongUse); items before the faulty one have been yielded by then.
    """
    name = "standard input" if str(path) == "-" else str(path)
    suffix = "" if str(path) == "-" else Path(path).suffix.lower()
    if suffix and suffix not in FORMATS:
        raise WrongUse(f"{name}: can't read items from “{suffix}”; give a .jsonl, .csv or .parquet file.")
    if str(path) == "-":
        yield from _read_stream(sys.stdin.buffer, name, None)
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - closed below; only the opening is watched here
    except OSError as error:
        raise WrongUse(f"{name}: {_reason(error)}; check the path.") from error
    with stream:
        yield from _read_stream(stream, name, FORMATS.get(suffix))


def _read_stream(stream: BinaryIO, name: str, kind: str | None) -> Iterator[dict[str, Any]]:
    try:
        if kind == "parquet":
            yield from _read_parquet(stream, name)
            return
        first = stream.readline()
        if kind is None and first.startswith(b"PAR1"):
            yield from _read_parquet(BytesIO(first + stream.read()), name)
            return
        if kind is None:
            start = first.removeprefix(codecs.BOM_UTF8).lstrip()
            kind = "jsonl" if not start or start.startswith(b"{") else "csv"
        lines = _decode(itertools.chain([first] if first else [], stream), name)
        yield from (_read_json_lines(lines, name) if kind == "jsonl" else _read_csv(lines, name))
    except OSError as error:
        raise Problem(f"{name}: {_reason(error)} while reading; try again.") from error


def _decode(lines: Iterable[bytes], name: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        data = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        try:
            yield data.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(data[: error.start].decode("utf-8")) + 1
            _stop(name, number, column, "this isn't UTF-8 text", "Save the file as UTF-8.")


def _read_json_lines(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line.rstrip("\r\n"))
        except json.JSONDecodeError as error:
            _stop(name, number, error.colno, f"not valid JSON ({error.msg})", "Write one JSON object per line.")
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of nested lists
            _stop(name, number, None, "this JSON can't be read", "Write one JSON object per line.")
        if not isinstance(item, dict):
            _stop(name, number, 1, "this isn't a JSON object", "Write one JSON object per line.")
        yield _checked(item, name, number)


def _read_csv(lines: Iterator[str], name: str) -> Iterator[dict[str, Any]]:
    header = next(lines, "")
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(LARGEST_CSV_FIELD)
    reader = csv.reader(itertools.chain([header], lines), delimiter=delimiter, strict=True)
    number = 1
    try:
        columns = [column.strip() for column in next(reader, [])]
        missing = [column for column in ("id", "text") if column not in columns]
        if missing:
            _stop(name, 1, None, f"no column named “{missing[0]}”", "The first line names the columns.")
        number = reader.line_num + 1
        for row in reader:
            if row and len(row) != len(columns):
                _stop(
                    name,
                    number,
                    None,
                    f"{len(row)} columns instead of {len(columns)}",
                    "Quote fields that hold the separator.",
                )
            if row:
                cells: dict[str, Any] = dict(zip(columns, row, strict=True))
                yield _checked(_typed(cells), name, number)
            number = reader.line_num + 1
    except csv.Error as error:
        _stop(name, number, None, f"not valid CSV ({error})", "Check the quotes of this line.")


def _typed(cells: dict[str, Any]) -> dict[str, Any]:
    typed = {key: (value if value or key in ("id", "text") else None) for key, value in cells.items()}
    followers, tags = typed.get("followers"), typed.get("tags")
    if followers is not None:
        with contextlib.suppress(ValueError):  # told by the check that follows, with its line
            typed["followers"] = float(followers) if "." in followers else int(followers)
    if tags is not None:
        separator = next((mark for mark in "|;," if mark in tags), "|")
        typed["tags"] = [tag.strip() for tag in tags.split(separator) if tag.strip()]
    return typed


def _read_parquet(stream: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    import pyarrow  # imported late: a third of a second that the other formats need not pay
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(stream)
        columns = table.schema_arrow.names
        missing = [column for column in ("id", "text") if column not in columns]
        if missing:
            raise Problem(f"{name}: no column named “{missing[0]}”; it has {', '.join(columns[:12])}.")
        number = 0
        for batch in table.iter_batches(batch_size=4096):
            for item in batch.to_pylist():
                number += 1
                yield _checked(item, name, number)
    except (pyarrow.ArrowException, ValueError, OverflowError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise Problem(f"{name}: not a readable Parquet file ({reason}); write it again.") from error


def _checked(item: dict[str, Any], name: str, number: int) -> dict[str, Any]:
    for key in ("id", "text"):
        if key not in item:
            _stop(name, number, None, f"no “{key}”", "Each item needs an “id” and a “text”.")
    if isinstance(item["id"], bool) or not isinstance(item["id"], str | int) or item["id"] == "":
        _stop(name, number, None, "“id” is neither a text nor a whole number", "Give each item an identifier.")
    if item["text"] is None:
        item["text"] = ""
    for key in ("text", *WORD_KEYS):
        if item.setdefault(key, None) is not None and not isinstance(item[key], str):
            _stop(name, number, None, f"“{key}” isn't a text", "Write it between quotes, or null where unknown.")
    item["followers"] = _whole(item.get("followers"), name, number)
    tags = item["tags"] = item.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        _stop(name, number, None, "“tags” isn't a list of texts", 'Write it as ["one", "two"].')
    if hasattr(item.setdefault("at", None), "isoformat"):  # Parquet carries real times
        item["at"] = item["at"].isoformat()
    return item


def _whole(followers: Any, name: str, number: int) -> int | None:
    if isinstance(followers, float) and (followers != followers or followers.is_integer()):  # noqa: PLR0124 - NaN
        return None if followers != followers else int(followers)  # noqa: PLR0124 - NaN
    if followers is not None and (isinstance(followers, bool) or not isinstance(followers, int)):
        _stop(name, number, None, "“followers” isn't a whole number", "Leave it empty where unknown.")
    return followers


def _stop(name: str, line: int, column: int | None, fault: str, advice: str) -> NoReturn:
    where = f"{name}, line {line}" + (f", column {column}" if column else "")
    raise Problem(f"{where}: {fault}. {advice}")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error).partition("\n")[0]).lower()
