"""A file of subscribers, read: each line with its address, or why not, with its line and its column. Nothing is kept of a
file that holds an error."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from liant.writing.newsletter.rules import is_address, known, tidy_address

MOST_LINES, MOST_ERRORS = 50_000, 100
HEADS = {
    "address": {"address", "adresse", "email", "e-mail", "mail", "courriel", "adresse e-mail", "adresse mail", "email address"},
    "first_name": {"first_name", "first name", "firstname", "prénom", "prenom", "given name"},
    "last_name": {"last_name", "last name", "lastname", "nom", "nom de famille", "name", "surname"},
    "language": {"language", "langue", "lang"},
}  # fmt: skip


@dataclass(frozen=True)
class Error:
    line: int
    column: int
    message: str


@dataclass(frozen=True)
class Row:
    line: int
    address: str
    first_name: str = ""
    last_name: str = ""
    language: str = ""


@dataclass
class File:
    rows: list[Row] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)


def read(data: bytes, languages: Sequence[str]) -> File:
    """`languages`: those of the newsletter, two letters each; empty is allowed."""
    text, problem = decoded(data)
    if problem is not None:
        return File(errors=[problem])
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    found = File()
    try:
        heads = columns(next(lines, []))
        if "address" not in heads:
            return File(errors=[Error(1, 1, _("The first line names the columns; one of them is the address."))])
        read_lines(lines, heads, {one[:2] for one in languages}, found)
    except csv.Error:
        found.errors.append(
            Error(lines.line_num, 1, _("A quotation mark is opened here and not closed, or a line is broken."))
        )
    if not found.rows and not found.errors:
        found.errors.append(Error(2, 1, _("There is nobody in this file.")))
    return found


def read_lines(lines: Any, heads: Mapping[str, int], languages: set[str], found: File) -> None:
    seen: dict[str, int] = {}
    for cells in lines:
        line = lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(found.rows) >= MOST_LINES:
            found.errors.append(
                Error(line, 1, _("A file holds %(most)s lines at most: cut it.") % {"most": MOST_LINES})
            )
            return
        told = {name: cells[place].strip() if place < len(cells) else "" for name, place in heads.items()}
        if (error := fault(told, heads, line, languages, seen)) is not None:
            found.errors.append(error)
            if len(found.errors) >= MOST_ERRORS:
                return
            continue
        address = tidy_address(told["address"])
        seen[address] = line
        found.rows.append(Row(line, address, known(told.get("first_name", ""))[:100], known(told.get("last_name", ""))[:100],
                              told.get("language", "")[:2].lower()))  # fmt: skip


def fault(told: Mapping[str, str], heads: Mapping[str, int], line: int, languages: set[str],
          seen: Mapping[str, int]) -> Error | None:  # fmt: skip
    column = heads["address"] + 1
    if not told["address"]:
        return Error(line, column, _("There is no address."))
    if not is_address(told["address"]):
        return Error(line, column, _("“%(words)s” is not an address.") % {"words": told["address"][:80]})
    first = seen.get(tidy_address(told["address"]))
    if first is not None:
        return Error(line, column, _("This address stands in line %(line)s already.") % {"line": first})
    language = told.get("language", "")[:2].lower()
    if language and language not in languages:
        return Error(
            line, heads["language"] + 1, _("The newsletter is not written in “%(words)s”.") % {"words": language}
        )
    return None


def columns(heads: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        said = head.strip().strip("\ufeff").casefold()
        name = next((name for name, names in HEADS.items() if said in names), "")
        if name and name not in found:
            found[name] = place
    return found


def decoded(data: bytes) -> tuple[str, Error | None]:
    if b"\x00" in data:
        return "", Error(1, 1, _("This is not a file of text: save it as CSV."))
    for charset in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(charset), None
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), None


def delimiter(text: str) -> str:
    """The one that stands most often in the first line."""
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)
