"""What is computed of letters without the database: an address, the fields of a reader, how fast one may go."""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from liant.kit.secrets import keyed_hash
from liant.kit.variables import VARIABLE, called, filled, variables_in

FIELDS = ("first_name", "last_name", "name", "organisation", "newsletter")
# what other programs write where they know nothing: never a name
NOTHING = {"", "-", "null", "(null)", "none", "nil", "nan", "undefined", "n/a", "na", "unknown", "inconnu", "inconnue",
           "vide", "fname", "prenom", "prénom", "firstname", "first_name", "nom", "name", "xxx", "client_name", "prenom nom", "prénom nom"}  # fmt: skip
IN_ADDRESS = re.compile(r"%7B%7B|%7D%7D", re.IGNORECASE)
FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS = timedelta(minutes=5), timedelta(hours=4), 8


class Reader(Protocol):
    first_name: str
    last_name: str


def tidy_address(typed: str) -> str:
    """Raises ValidationError. In lower case: no server that people use tells them apart."""
    found = typed.strip().strip("<>").lower()
    validate_email(found)
    return found


def is_address(typed: str) -> bool:
    try:
        tidy_address(typed)
    except ValidationError:
        return False
    return True


def mark_of(organisation_id: int, address: str) -> str:
    """What is kept of an address once it is forgotten: the same one is recognised, and nothing more."""
    return keyed_hash(f"newsletter address {organisation_id}", address)


def known(value: str) -> str:
    """A name as one would say it; "" where it is none."""
    found = " ".join(value.split())
    return "" if found.casefold() in NOTHING or "@" in found or VARIABLE.search(found) else found


def values_of(reader: Reader, organisation: str, newsletter: str, fallbacks: Mapping[str, str]) -> dict[str, str]:
    """Each field with what is said to this reader; a field of which nothing is known, and without a fall-back, is absent."""
    first, last = known(reader.first_name), known(reader.last_name)
    told = {"first_name": first, "last_name": last, "name": f"{first} {last}".strip(), "organisation": organisation,
            "newsletter": newsletter}  # fmt: skip
    told = {name: value or str(fallbacks.get(name, "")).strip() for name, value in told.items()}
    return {name: value for name, value in told.items() if value}


def fields_in(texts: Iterable[str]) -> list[str]:
    """Every field that these texts hold, known or not; "{{" for braces that belong to none, or stand inside an address."""
    found: list[str] = []
    for text in texts:
        found += variables_in(text)
        rest = VARIABLE.sub("", text)
        if "{{" in rest or "}}" in rest or IN_ADDRESS.search(text):
            found.append("{{")
    return list(dict.fromkeys(found))


def missing(fields: Iterable[str], values: Mapping[str, str]) -> list[str]:
    """Those that this reader would be shown unresolved."""
    return [name for name in fields if called(name) not in values]


def fill(text: str, values: Mapping[str, str]) -> str:
    return filled(text, values)


class Pace:
    """How many may leave in any minute, and in any hour, wherever one begins to count. Told of each that leaves."""

    def __init__(self, per_minute: int, per_hour: int, left_at: Iterable[datetime] = ()):
        self.limits = ((timedelta(minutes=1), per_minute), (timedelta(hours=1), per_hour))
        self.left_at = deque(sorted(left_at), maxlen=max(per_minute, per_hour, 1))

    def note(self, at: datetime) -> None:
        self.left_at.append(at)

    def room(self, now: datetime, most: int) -> int:
        """How many may leave at this moment, `most` at the most."""
        found = most
        for window, limit in self.limits:
            lately = sum(1 for at in islice(reversed(self.left_at), limit) if at > now - window)
            found = min(found, limit - lately)
        return max(found, 0)

    def free_at(self, now: datetime) -> datetime:
        """The first moment from now on at which one more may leave."""
        found = now
        for window, most in self.limits:
            if len(self.left_at) >= most > 0:
                found = max(found, self.left_at[-most] + window)
        return found


def wait_after(attempts: int) -> timedelta:
    """After so many attempts that a server put off."""
    return min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 10), LONGEST_WAIT)


def is_too_soon(asked_at: datetime | None, now: datetime) -> bool:
    """Whether a confirmation was asked for just now: nobody's mailbox is filled by somebody else's clicking."""
    return asked_at is not None and now - asked_at < timedelta(minutes=10)
