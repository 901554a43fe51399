"""A file of the staff, read: each line with its person, or why not, by line and column. All of it is read or nothing."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from liant.accounts.staff.rules import Row, key_of

MOST_LINES, MOST_ERRORS, MOST_TEAMS = 20_000, 100, 30
HEADS = {
    "address": {"address", "adresse", "email", "e-mail", "mail", "courriel", "adresse e-mail", "adresse mail", "email address",
                "e-mail address", "adresse électronique", "adresse de courriel"},
    "name": {"name", "full name", "display name", "nom", "nom complet", "nom et prénom", "prénom et nom", "nom affiché"},
    "first_name": {"first name", "firstname", "first_name", "given name", "prénom", "prenom"},
    "last_name": {"last name", "lastname", "last_name", "surname", "family name", "nom de famille"},
    "teams": {"teams", "team", "groups", "group", "équipes", "équipe", "equipes", "equipe", "groupes", "groupe", "service",
              "services"},
    "language": {"language", "lang", "langue"},
}  # fmt: skip
LANGUAGES = {"french": "fr", "français": "fr", "francais": "fr", "english": "en", "anglais": "en"}
BETWEEN_TEAMS = "|;,/"


@dataclass(frozen=True)
class Error:
    line: int
    column: int
    message: str


@dataclass
class File:
    rows: list[Row] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    has_teams: bool = False


def read(data: bytes, languages: Sequence[str]) -> File:
    """`languages`: those that Liant speaks, two letters each; a line without one is welcome."""
    text = decoded(data)
    if text is None:
        return File(errors=[Error(1, 1, _("This is not a file of text: save it as CSV."))])
    separator = separator_of(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found = File()
    try:
        heads = columns(next(lines, []))
        if "address" not in heads:
            return File(errors=[Error(1, 1, _("The first line names the columns; one of them is the address."))])
        found.has_teams = "teams" in heads
        _read_lines(lines, heads, set(languages), found)
    except csv.Error:
        error = _("A quotation mark is opened here and not closed, or a line is broken.")
        found.errors.append(Error(lines.line_num, 1, error))
    if not found.rows and not found.errors:
        found.errors.append(Error(2, 1, _("There is nobody in this file.")))
    return found


def decoded(data: bytes) -> str | None:
    """UTF-8 with or without a mark, UTF-16 with one, or what Windows and macOS write in Western Europe; None: no text."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return _decoded(data, "utf-16")
    if b"\x00" in data:
        return None
    return _decoded(data, "utf-8-sig") or _decoded(data, "cp1252") or data.decode("latin-1")


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return None


def separator_of(text: str) -> str:
    """The one that stands most often in the first line."""
    return max(";,\t", key=text.lstrip("\r\n").partition("\n")[0].count)


def columns(heads: Sequence[str]) -> dict[str, int]:
    """Name → place. Beside a first name, "nom" is a family name."""
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        said = " ".join(head.strip().strip("\ufeff").casefold().split())
        name = next((name for name, names in HEADS.items() if said in names), "")
        if name and name not in found:
            found[name] = place
    if "first_name" in found and "last_name" not in found and "name" in found:
        found["last_name"] = found.pop("name")
    return found


def _read_lines(lines: Any, heads: Mapping[str, int], languages: set[str], found: File) -> None:
    seen: dict[str, int] = {}
    for cells in lines:
        line = lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(found.rows) >= MOST_LINES:
            found.errors.append(Error(line, 1, _("A file holds %(most)s people at most.") % {"most": MOST_LINES}))
            return
        told = {name: cells[place].strip() if place < len(cells) else "" for name, place in heads.items()}
        errors = list(_faults(told, heads, line, languages, seen))
        seen.setdefault(told["address"].casefold(), line)
        found.errors += errors
        if len(found.errors) >= MOST_ERRORS:
            return
        if not errors:
            found.rows.append(_row(line, told))


def _faults(
    told: Mapping[str, str], heads: Mapping[str, int], line: int, languages: set[str], seen: Mapping[str, int]
) -> Any:
    column = heads["address"] + 1
    first = seen.get(told["address"].casefold())
    if not told["address"]:
        yield Error(line, column, _("There is no address."))
    elif not _is_address(told["address"]):
        yield Error(line, column, _("“%(words)s” is not an address.") % {"words": told["address"][:80]})
    elif first is not None:
        yield Error(line, column, _("This address stands in line %(line)s already.") % {"line": first})
    if len(_name(told)) > 200:
        place = heads.get("name", heads.get("last_name", 0)) + 1
        yield Error(line, place, _("A name has 200 signs at most."))
    teams = _teams(told.get("teams", ""))
    if len(teams) > MOST_TEAMS or any(len(team) > 120 for team in teams):
        yield Error(
            line, heads["teams"] + 1, _("A person is in 30 teams at most, and a team’s name has 120 signs at most.")
        )
    if told.get("language") and _language(told["language"]) not in languages:
        said = _("Liant does not speak “%(words)s”: write fr or en, or nothing.") % {"words": told["language"][:20]}
        yield Error(line, heads["language"] + 1, said)


def _row(line: int, told: Mapping[str, str]) -> Row:
    return Row(line, told["address"].lower(), _name(told), tuple(_teams(told.get("teams", ""))),
               _language(told.get("language", "")))  # fmt: skip


def _name(told: Mapping[str, str]) -> str:
    parts = (told.get("first_name", ""), told.get("last_name", "")) if "last_name" in told else (told.get("name", ""),)
    return " ".join(" ".join(parts).split())


def _teams(cell: str) -> list[str]:
    """Each once, as it is first written. Between two teams stands one of | ; , /"""
    separator = next((sign for sign in BETWEEN_TEAMS if sign in cell), "|")
    found: dict[str, str] = {}
    for part in cell.split(separator):
        if name := " ".join(part.split()):
            found.setdefault(key_of(name), name)
    return list(found.values())


def _language(said: str) -> str:
    words = said.casefold().strip()
    return LANGUAGES.get(words, words[:2])


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
