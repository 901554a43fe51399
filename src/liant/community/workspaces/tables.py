"""A table of contacts, CSV or Parquet: source, target, kind, at; and community, where the other side is one outside the house.
Whoever keeps contacts elsewhere writes one."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, BinaryIO

from liant.community.workspaces.reading import Found, with_zone
from liant.ledger.kinds import InteractionKind, community_key

NEEDED, OUTSIDE = ("source", "target", "kind", "at"), "community"
LARGEST_FILE = 500_000_000
BATCH = 50_000


def read(stream: BinaryIO, found: Found) -> None:
    """`number` of a problem: the line of a CSV, its head being the first; in Parquet the row, its head being the first too."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    if size > LARGEST_FILE:
        found.wrong("table", 1, "too_large")
        return
    is_parquet = stream.read(4) == b"PAR1"
    stream.seek(0)
    for number, row in parquet_rows(stream, found) if is_parquet else csv_rows(stream, found):
        if not read_row(row, number, found):
            return


def csv_rows(stream: BinaryIO, found: Found) -> Iterator[tuple[int, Mapping[str, Any]]]:
    words = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        head = words.readline()
        words.seek(0)
        rows = csv.DictReader(words, delimiter=max(",;\t", key=head.count))
        if not has_columns(rows.fieldnames or (), found):
            return
        for row in rows:
            yield rows.line_num, row
    except UnicodeDecodeError:
        found.wrong("table", 1, "no_utf8")
    except csv.Error:
        found.wrong("table", rows.line_num, "no_line")
    finally:
        words.detach()


def has_columns(names: Collection[str], found: Found) -> bool:
    """Those that are needed: of the other side one at least, a colleague or a community."""
    missing = [one for one in NEEDED if one not in names and not (one == "target" and OUTSIDE in names)]
    if missing:
        found.wrong("table", 1, missing[0])
    return not missing


def parquet_rows(stream: BinaryIO, found: Found) -> Iterator[tuple[int, Mapping[str, Any]]]:
    import pyarrow as pa  # late: only a Parquet file needs Arrow
    import pyarrow.parquet

    number = 1
    try:
        table = pyarrow.parquet.ParquetFile(stream)
        if not has_columns(names := table.schema_arrow.names, found):
            return
        for batch in table.iter_batches(batch_size=BATCH, columns=[one for one in names if one in (*NEEDED, OUTSIDE)]):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except pa.ArrowException:
        found.wrong("table", number, "no_parquet")


def read_row(row: Mapping[str, Any], number: int, found: Found) -> bool:
    """Whether to go on."""
    source, target, kind, community = (str(row.get(name) or "").strip() for name in (*NEEDED[:3], OUTSIDE))
    at = moment_in(row.get("at"))
    if fault := fault_in(source, target, kind, community, found):
        return found.wrong("table", number, *fault)
    if at is None:
        return found.wrong("table", number, "no_moment", "at")
    if community:
        found.note_outside(kind, source, found.communities[community_key(community)], at, at.isoformat())
    else:
        found.note(kind, source, target, at, at.isoformat())
    return True


def fault_in(source: str, target: str, kind: str, community: str, found: Found) -> tuple[str, str] | None:
    """(what is wrong, in which column); a column that is empty is named by what is wrong."""
    if not source:
        return "source", ""
    if not target and not community:
        return "target", ""
    if target and community:
        return "two_sides", OUTSIDE
    if community and community_key(community) not in found.communities:
        return "no_community", OUTSIDE
    return ("no_kind", "kind") if kind not in InteractionKind.values else None


def moment_in(value: Any) -> datetime | None:
    """Without a zone it is UTC; a date is its midnight."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        try:
            value = datetime.fromisoformat(str(value).strip())
        except ValueError:
            return None
    return with_zone(value)
