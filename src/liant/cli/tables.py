"""Reader of tables with typed columns, CSV or Parquet, for the commands that compute over many rows.

Arrow reads and converts them together; only where that fails is the file read line by line, to say which line and column
is wrong, what stands there, and what should.
"""

import csv
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from liant.cli.main import Problem, WrongUse

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

TEXT, NUMBER, WHOLE, MOMENT = "text", "number", "whole", "moment"
SHOULD_BE = {
    TEXT: "a word",
    NUMBER: "a number, with a point for decimals",
    WHOLE: "a whole number",
    MOMENT: "a date or a moment as in 2026-11-30 or 2026-11-30T08:00:00Z",
}


def read_table(path: str | Path, columns: Mapping[str, str], optional: Mapping[str, str] | None = None) -> "pa.Table":
    """The rows of a .csv or .parquet file, or of a CSV on standard input when `path` is "-".

    `columns`: name → TEXT, NUMBER, WHOLE or MOMENT; `optional` ones are left out where the file lacks them. Text comes out as a
    dictionary of strings, moments in UTC (a date is its midnight); no value is missing in a column of `columns`. Raises WrongUse where the file or a column
    can't be found, Problem on a value that isn't what it should be.
    """
    import pyarrow as pa  # late: `--help` should not wait for Arrow

    name = "standard input" if str(path) == "-" else str(path)
    raw = _bytes(path)
    wanted = {**columns, **(optional or {})}
    try:
        table = _parquet(raw) if raw.startswith(b"PAR1") else _csv(raw)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise Problem(f"{name}: {_first_line(error)}. Nothing was read.") from error
    missing = [one for one in columns if one not in table.column_names]
    if missing:
        raise WrongUse(f"{name}: no column “{missing[0]}”; the first line must name {', '.join(columns)}.")
    found = {}
    for column, kind in wanted.items():
        if column not in table.column_names:
            continue
        try:
            found[column] = _as(table.column(column), kind, is_needed=column in columns)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise Problem(_fault(raw, name, column, kind, is_needed=column in columns) or f"{name}: {error}") from error
    return pa.table(found)


def coded(table: "pa.Table", column: str) -> "tuple[list[str | None], np.ndarray]":
    """A column of words as its different values, and for each row which of them it has: None where there is none."""
    import numpy as np  # late: `--help` should not wait for it

    found = table.column(column).unify_dictionaries().combine_chunks()
    if not len(found):
        return [], np.zeros(0, dtype=np.int64)
    whole = found.chunk(0) if hasattr(found, "chunk") else found
    values = whole.dictionary.to_pylist()
    return [*values, None], np.asarray(whole.indices.fill_null(len(values)), dtype=np.int64)


def _bytes(path: str | Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror or error}; check the path.") from error


def _parquet(raw: bytes) -> "pa.Table":
    import pyarrow.parquet  # late: `--help` should not wait for Arrow

    return pyarrow.parquet.read_table(io.BytesIO(raw))


def _csv(raw: bytes) -> "pa.Table":
    """All as text, so that a code such as 007 stays what it is."""
    import pyarrow as pa  # late: `--help` should not wait for Arrow
    import pyarrow.csv

    if not raw.strip():
        raise pa.ArrowInvalid("the file is empty")
    delimiter = _delimiter(raw)
    head = next(csv.reader(io.StringIO(_first(raw)), delimiter=delimiter), [])
    types = {one: pa.string() for one in head}
    return pyarrow.csv.read_csv(
        io.BytesIO(raw),
        parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=False),
    )


def _first(raw: bytes) -> str:
    """The line that names the columns."""
    return raw[: raw.find(b"\n") + 1 or len(raw)].decode("utf-8-sig", "replace")


def _delimiter(raw: bytes) -> str:
    """What stands most often between the names of columns: a comma, a semicolon or a tab."""
    return max(",;\t", key=_first(raw).count)


def _as(column: Any, kind: str, *, is_needed: bool) -> Any:
    import pyarrow as pa  # late: `--help` should not wait for Arrow
    import pyarrow.compute as pc

    if is_needed and column.null_count:
        raise pa.ArrowInvalid("a value is missing")
    is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    if is_text:
        column = pc.utf8_trim_whitespace(column)
        empty = pc.equal(column, "")
        if is_needed and pc.any(empty).as_py():
            raise pa.ArrowInvalid("a value is empty")
        column = pc.if_else(empty, pa.scalar(None, column.type), column)
    if kind == TEXT:
        text = column if is_text else column.cast(pa.string())
        return text.dictionary_encode()
    if kind == MOMENT:
        return _moments(column, is_text=is_text)
    found = column.cast(pa.float64() if kind == NUMBER else pa.int64())
    if kind == NUMBER and not pc.all(pc.is_finite(found), min_count=0).as_py():
        raise pa.ArrowInvalid("a number is infinite")
    return found


def _moments(column: Any, *, is_text: bool) -> Any:
    import pyarrow as pa  # late: `--help` should not wait for Arrow
    import pyarrow.compute as pc

    utc = pa.timestamp("us", tz="UTC")
    if not is_text:
        return column.cast(pa.timestamp("us")).cast(utc) if pa.types.is_date(column.type) else column.cast(utc)
    has_zone = pc.match_substring_regex(column, r"(Z|[+-]\d{2}:?\d{2})$")
    if pc.all(has_zone, min_count=0).as_py():
        return column.cast(utc)
    # without a zone it is UTC: one rule for all lines of a file
    return pc.if_else(has_zone, column, pc.binary_join_element_wise(pc.if_else(
        pc.match_substring_regex(column, r"^\d{4}-\d{2}-\d{2}$"), pc.binary_join_element_wise(column, "T00:00:00", ""), column,
    ), "Z", "")).cast(utc)  # fmt: skip


def _fault(raw: bytes, name: str, column: str, kind: str, *, is_needed: bool) -> str | None:
    """Where the first value stands that can't be read; None in a Parquet file, which has no lines."""
    import pyarrow as pa  # late: `--help` should not wait for Arrow

    if raw.startswith(b"PAR1"):
        return None
    rows = csv.reader(io.StringIO(raw.decode("utf-8-sig", "replace"), newline=""), delimiter=_delimiter(raw))
    place = next(rows).index(column)
    for row in rows:
        if not row:
            continue
        value = row[place] if place < len(row) else ""
        try:
            _as(pa.chunked_array([pa.array([value])]), kind, is_needed=is_needed)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            shown = f"“{value[:40]}”" if value.strip() else "nothing"
            return (
                f"{name}, line {rows.line_num}, column “{column}”: {shown} stands where {SHOULD_BE[kind]} should. "
                f"Correct it and run it again; nothing was written."
            )
    return None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")
