"""Story: what others say in public carries a short link of an expert's share further. Listening heard it; the programme counts it,
of many together, and neither learns of whom."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from liant.links.models import Link
from liant.links.rules import CODE_LENGTH, LETTERS
from liant.listening.models import Mention

CODES = re.compile(rf"/l/(?:[a-z0-9-]+/)?([{LETTERS}]{{{CODE_LENGTH}}})(?![a-z0-9])")


def carried(links: Sequence[int], since: datetime) -> dict[int, list[datetime]]:
    """By link, when others put it into something that Liant heard since then. The first who did is taken for whoever shared it,
    and each other person counts once."""
    known = dict(Link.objects.filter(pk__in=links).values_list("code", "pk"))
    if not known:
        return {}
    found: dict[int, list[datetime]] = {}
    seen: dict[int, set[int | str]] = {}
    for item_id, person_id, text, at in heard(since):
        who = person_id or f"item {item_id}"  # nobody known: each is somebody else
        for link in {known[code] for code in CODES.findall(text) if code in known}:
            before = seen.setdefault(link, set())
            if before and who not in before:
                found.setdefault(link, []).append(at)
            before.add(who)
    return found


def heard(since: datetime) -> list[tuple[int, int | None, str, datetime]]:
    """(item, person, what it says with what came along, when), the oldest first. An address that a network shortens for the eye
    stands whole in what came along."""
    said = Mention.objects.filter(
        published_at__gte=since, item__is_ours=False, item__withdrawn_at=None, item__is_private=False
    )
    rows = said.annotate(raw=Cast("item__raw", TextField())).filter(
        Q(item__text__contains="/l/") | Q(raw__contains="/l/")
    )
    return [
        (item_id, person_id, f"{text} {raw}", at)
        for item_id, person_id, text, raw, at in rows.order_by("published_at", "id").values_list(
            "item_id", "item__person_id", "item__text", "raw", "published_at"
        )
    ]
