"""When the next message is due, what it is known by, and how a form is filled: computed from values."""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

ANSWERED_WITHIN = timedelta(days=3)
AGAIN_AFTER = timedelta(days=1)  # when it could not leave: that says nothing of the mailbox
MOST_FIELDS = 30
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is read for another
CODE = re.compile(r"\blu-[a-z2-9]{16}\b", re.IGNORECASE)


def new_code() -> str:
    """Nobody guesses it; short enough for a subject."""
    return "lu-" + "".join(secrets.choice(_LETTERS) for _ in range(16))


def codes_in(*texts: str) -> set[str]:
    return {found.lower() for text in texts for found in CODE.findall(text)}


def next_round(was_due_at: datetime, now: datetime, every_days: int) -> datetime:
    """The rhythm is kept, and rounds missed while nothing ran are not made up for."""
    step = timedelta(days=every_days)
    missed = max(0, (now - was_due_at) // step)
    return was_due_at + (missed + 1) * step


def read_fields(text: str) -> list[tuple[str, str]]:
    """Lines `field = value`. Raises ValueError with the line that is not understood."""
    fields = []
    for line in text.splitlines():
        if not line.strip():
            continue
        name, sign, value = line.partition("=")
        if not sign or not name.strip():
            raise ValueError(line.strip()[:80])
        fields.append((name.strip(), value.strip()))
    if len(fields) > MOST_FIELDS:
        raise ValueError(fields[MOST_FIELDS][0])
    return fields


def filled(fields: Iterable[tuple[str, str]], values: Mapping[str, str]) -> bytes:
    """The body of the form, as a browser sends it. Only {message} and {address} are put in."""
    holes = re.compile("|".join(re.escape("{" + key + "}") for key in values))
    return urlencode([(name, holes.sub(lambda hole: values[hole[0][1:-1]], value)) for name, value in fields]).encode()
