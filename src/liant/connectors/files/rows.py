"""The rows of a CSV, JSON Lines or Parquet file from a given place on, each with its line, so that reading can resume.

A line that cannot be read is a row with a fault; the rows after it are read all the same.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

FORMATS = {".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
           ".parquet": "parquet"}  # fmt: skip
LARGEST_FIELD = 16 * 1024 * 1024
DELIMITERS = ",;\t|"


class Unreadable(ValueError):
    """The file as a whole cannot be read."""


@dataclass(frozen=True)
class Place:
    """Where reading goes on: rows and lines already read, and their bytes (not used for Parquet)."""

    row: int = 0
    line: int = 0
    offset: int = 0


@dataclass(frozen=True)
class Row:
    place: Place  # after this row
    line: int  # where it begins, from 1; for Parquet the number of the row
    values: dict[str, Any]
    fault: str | None = None


def format_of(path: Path) -> str:
    """csv, jsonl or parquet, from the name of the file. Raises Unreadable."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise Unreadable(f"“{path.name}” is neither a .csv, .jsonl nor .parquet file.") from None


def read_rows(path: Path, place: Place | None = None) -> Iterator[Row]:
    """The rows after `place`. Raises Unreadable or OSError."""
    place = place or Place()
    kind = format_of(path)
    if kind == "parquet":
        yield from _parquet(path, place)
        return
    with _opened(path) as stream:
        yield from (_csv if kind == "csv" else _jsonl)(stream, place)


def _opened(path: Path) -> BinaryIO:
    """The file as UTF-8 lines ended by a line feed; files of other shapes are turned into that in memory."""
    stream = path.open("rb")
    head = stream.read(65_536)
    stream.seek(0)
    encoding = None
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\n" not in head and b"\r" in head:
        encoding = "utf-8-sig"
    if encoding is None:
        return stream
    with stream:
        text = stream.read().decode(encoding, "replace")
    return io.BytesIO(text.replace("\r\n", "\n").replace("\r", "\n").encode())


class _Lines:
    """Decoded lines, counting what was read: UTF-8, and Windows-1252 for a line that is not."""

    def __init__(self, stream: BinaryIO, line: int = 0, offset: int = 0):
        self._stream, self.line, self.offset = stream, line, offset
        stream.seek(offset)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        data = self._stream.readline()
        if not data:
            raise StopIteration
        is_first = self.offset == 0
        self.line += 1
        self.offset += len(data)
        data = data.removeprefix(codecs.BOM_UTF8) if is_first else data
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")


def _jsonl(stream: BinaryIO, place: Place) -> Iterator[Row]:
    lines = _Lines(stream, place.line, place.offset)
    row = place.row
    for text in lines:
        if not text.strip():
            continue
        row += 1
        here = Place(row, lines.line, lines.offset)
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            yield Row(here, lines.line, {}, f"column {error.colno}: not valid JSON ({error.msg})")
        except (ValueError, RecursionError):
            yield Row(here, lines.line, {}, "this JSON cannot be read")
        else:
            is_object = isinstance(values, dict)
            yield Row(here, lines.line, values if is_object else {}, None if is_object else "not a JSON object")


def _csv(stream: BinaryIO, place: Place) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_FIELD)
    lines = _Lines(stream)
    header = next(lines, "")
    delimiter = max(DELIMITERS, key=header.count)
    columns = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if not any(columns):
        raise Unreadable("The first line must name the columns.")
    if place.offset:
        lines = _Lines(stream, place.line, place.offset)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = place.row
    while True:
        begins = lines.line + 1
        fault, cells = None, []
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = f"not valid CSV ({error})"
        if not cells and fault is None:
            continue
        row += 1
        if fault is None and len(cells) != len(columns):
            fault = f"{len(cells)} columns instead of {len(columns)}"
        if fault and lines.line > begins:
            fault += f"; the lines {begins} to {lines.line} were taken as one, a quote may not be closed"
        values = dict(zip(columns, cells, strict=False))
        yield Row(Place(row, lines.line, lines.offset), begins, values, fault)


def _parquet(path: Path, place: Place) -> Iterator[Row]:
    import pyarrow  # a third of a second that the other formats need not pay
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as table:
            row = 0
            for group in range(table.num_row_groups):
                size = table.metadata.row_group(group).num_rows
                if row + size <= place.row:
                    row += size
                    continue
                for batch in table.iter_batches(batch_size=2048, row_groups=[group]):
                    skip = min(max(place.row - row, 0), batch.num_rows)
                    row += skip
                    for values in batch.slice(skip).to_pylist():
                        row += 1
                        yield Row(Place(row), row, values)
    except (pyarrow.ArrowException, OverflowError) as error:
        raise Unreadable(f"Not a readable Parquet file ({str(error).partition(chr(10))[0].rstrip('.')}).") from error
