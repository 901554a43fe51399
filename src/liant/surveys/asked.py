"""Whom a wave is put to, read from what somebody typed: a colleague or an address a line, with a name and a group."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify
from django.utils.translation import gettext as _

from liant.accounts.models import Member, Team
from liant.people.models import Person
from liant.surveys.waves import Asked

CUT = re.compile(r"[;\t,]")
NAMED = re.compile(r"^(?P<name>.*?)<(?P<address>[^<>]+)>$")
MOST_LINES = 20_000


@dataclass(frozen=True)
class Line:
    number: int
    problem: str


def read_lines(text: str, language: str) -> tuple[list[Asked], list[Line]]:
    """`name@example.org; Name; Group` a line, or `Name <name@example.org>; Group`. All is read or nothing: every line that
    can't be is named, with its number."""
    asked, problems = [], []
    for number, line in enumerate(text.splitlines()[: MOST_LINES + 1], start=1):
        if not line.strip():
            continue
        if number > MOST_LINES:
            problems.append(Line(number, _("There are more than %(most)s lines.") % {"most": MOST_LINES}))
            break
        cells = [cell.strip().strip('"') for cell in CUT.split(line.strip())]
        found = NAMED.match(cells[0])
        address, rest = (
            (found["address"].strip(), [found["name"].strip(), *cells[1:]]) if found else (cells[0], cells[1:])
        )
        try:
            validate_email(address)
        except ValidationError:
            problems.append(Line(number, _("“%(words)s” is not an address.") % {"words": address[:80]}))
            continue
        name, group = (*rest, "", "")[:2]
        asked.append(Asked(address.lower(), name[:200], language, code_of(group)))
    return asked, problems


def names_of_groups(text: str) -> dict[str, str]:
    """Code → name of each group that the lines name, as it was first written."""
    names: dict[str, str] = {}
    for line in text.splitlines()[:MOST_LINES]:
        cells = [cell.strip().strip('"') for cell in CUT.split(line.strip())]
        at = 1 if cells and NAMED.match(cells[0]) else 2
        if len(cells) > at and cells[at]:
            names.setdefault(code_of(cells[at]), cells[at][:80])
    return names


def code_of(name: str) -> str:
    return slugify(name)[:60] if name.strip() else ""


def of_people(found: Iterable[tuple[Person, str, str]], language: str) -> list[Asked]:
    """Persons by hat: the group is the hat."""
    return [Asked(address, one.name, one.language or language, kind, None, one.pk) for one, address, kind in found]


def of_members(members: Iterable[Member]) -> list[Asked]:
    return [Asked(one.user.email, one.name, one.user.language, "", one.pk) for one in members]


def of_teams(pairs: Iterable[tuple[Member, Team]]) -> list[Asked]:
    return [Asked(one.user.email, one.name, one.user.language, code_of(team.name), one.pk) for one, team in pairs]
