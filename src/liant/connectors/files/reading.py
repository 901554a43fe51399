"""Pages of items out of a file, and a preview of what a mapping would give before anything is stored."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path
from typing import Any

from liant.connectors.contract import IncomingItem, Json, Misconfigured, Page, Preview, Temporary
from liant.connectors.files.labels import LABELS
from liant.connectors.files.mapping import BadRow, guess_mapping, to_item
from liant.connectors.files.rows import Place, Row, Unreadable, read_rows
from liant.kit import clock

ROWS_PER_PAGE = 500
FAULTS_PER_PAGE = 100


def preview(path: str | Path, mapping: Mapping[str, str] | None = None, rows: int = 20, zone: tzinfo = UTC) -> Preview:
    """What the first `rows` rows of a file would become. Raises Misconfigured when the file cannot be read."""
    path = Path(path)
    found = list(islice(_rows(path, Place()), rows))
    columns = list(dict.fromkeys(name for row in found for name in row.values))
    used = dict(mapping or {}) or guess_mapping(columns)
    items: list[IncomingItem] = []
    unreadable: list[str] = []
    for row in found:
        read = _read(row, used, clock.now(), zone)
        if isinstance(read, str):
            unreadable.append(read)
        else:
            items.append(read)
    return Preview(items, unreadable, columns, tuple(LABELS.items()), used)


def read_page(path: Path, mapping: Mapping[str, str], cursor: Json | None, now: datetime, zone: tzinfo = UTC) -> Page:
    """The next rows of a file as a page. A file that changed is read again from its beginning: keys stay the same."""
    fingerprint = _fingerprint(path)
    is_same = (cursor or {}).get("fingerprint") == fingerprint
    place = Place(**cursor["place"]) if cursor and is_same else Place()
    items: list[IncomingItem] = []
    unreadable: list[str] = []
    count = 0
    guessed: dict[str, str] = {}
    known: set[str] = set()
    for row in islice(_rows(path, place), ROWS_PER_PAGE):
        count += 1
        place = row.place
        if not mapping and not row.values.keys() <= known:
            known |= row.values.keys()
            guessed = guess_mapping(sorted(known))
        read = _read(row, mapping or guessed, now, zone)
        if isinstance(read, str):
            unreadable.append(f"{path.name}, {read}")
        else:
            items.append(read)
    if len(unreadable) > FAULTS_PER_PAGE:
        more = len(unreadable) - FAULTS_PER_PAGE
        unreadable = [*unreadable[:FAULTS_PER_PAGE], f"{path.name}: {more} more rows of these could not be read."]
    return Page(
        items=items,
        cursor={"fingerprint": fingerprint, "place": {"row": place.row, "line": place.line, "offset": place.offset}},
        has_more=count == ROWS_PER_PAGE,
        unreadable=unreadable,
    )


def _read(row: Row, mapping: Mapping[str, str], now: datetime, zone: tzinfo) -> IncomingItem | str:
    """The item, or what is wrong with the row."""
    if row.fault:
        return f"line {row.line}: {row.fault}."
    try:
        return to_item(row.values, mapping, now, zone)
    except BadRow as error:
        return f"line {row.line}, {error}."


def _rows(path: Path, place: Place) -> Iterator[Row]:
    try:
        yield from read_rows(path, place)
    except FileNotFoundError as error:
        raise Misconfigured(f"The file {path} is not there.", "path") from error
    except PermissionError as error:
        raise Misconfigured(f"The file {path} may not be read.", "path") from error
    except IsADirectoryError as error:
        raise Misconfigured(f"{path} is a folder, not a file.", "path") from error
    except OSError as error:
        raise Temporary(f"The file {path} cannot be read: {error.strerror}.") from error
    except Unreadable as error:
        raise Misconfigured(str(error), "path") from error


def _fingerprint(path: Path) -> str:
    try:
        facts = path.stat()
        with path.open("rb") as stream:
            head = hashlib.sha256(stream.read(65_536)).hexdigest()[:32]
    except OSError as error:
        raise Misconfigured(f"The file {path} cannot be read: {error.strerror}.", "path") from error
    return f"{head}:{facts.st_size}:{facts.st_mtime_ns}"


def zone_named(name: Any) -> tzinfo:
    """A time zone by its name; empty is UTC. Raises Misconfigured."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # only rows without an offset need it

    try:
        return ZoneInfo(str(name)) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Misconfigured(f"There is no time zone “{name}”.", "timezone") from error
