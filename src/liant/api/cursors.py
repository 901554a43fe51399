"""Where a list goes on: a signed word that says which list, narrowed how, and the last row that was given."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from liant.api.problems import Problem

SALT = "liant.api.cursor"


def wrong_cursor() -> Problem:
    return Problem(400, "wrong-cursor", _("This cursor does not belong to this list."),
                   _("Use “next_cursor” as it was given, with the same filters; or begin again without one."))  # fmt: skip


def name_of(name: str, filters: dict[str, Any]) -> str:
    """The list and its filters: a cursor of one is refused by another."""
    told = json.dumps([name, filters], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def write(name: str, filters: dict[str, Any], row_id: int, moment: datetime | None = None) -> str:
    place = [row_id, moment.isoformat() if moment else None]
    return signing.dumps([name_of(name, filters), *place], salt=SALT, compress=True)


def read(cursor: str, name: str, filters: dict[str, Any]) -> tuple[datetime | None, int] | None:
    """(moment, id) of the last row given; None at the beginning. Raises Problem."""
    if not cursor:
        return None
    try:
        told, row_id, moment = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        raise wrong_cursor() from None
    if told != name_of(name, filters):
        raise wrong_cursor()
    return (datetime.fromisoformat(moment) if moment else None), int(row_id)


def read_id(cursor: str, name: str, filters: dict[str, Any]) -> int | None:
    place = read(cursor, name, filters)
    return place[1] if place else None


def read_moment(cursor: str, name: str, filters: dict[str, Any]) -> tuple[datetime, int] | None:
    place = read(cursor, name, filters)
    return (place[0], place[1]) if place and place[0] else None
