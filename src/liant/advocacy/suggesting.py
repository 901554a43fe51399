"""The short lists, filled for one expert or for all of a house at once. What each wants is told by functions of the database that
name nobody, and written by one that reads no answer back: who fills the lists learns the number of a row."""

import json
from collections.abc import Sequence
from datetime import datetime
from secrets import randbits
from typing import Any

from django.db import connection

from liant.advocacy import queries, ranked
from liant.advocacy.models import Expert, Offer
from liant.advocacy.ranked import Offered, Place, Shelf, Taker
from liant.advocacy.sharing import NETWORKS
from liant.kit import clock

AT_ONCE = 1000
SEED_BITS = 63
ALL = frozenset(NETWORKS)
WITH_TEXT = frozenset(key for key, one in NETWORKS.items() if one.takes_text)


def weigh() -> None:
    """Count again how useful each offer was found, and how often it is suggested: once a night, before lists are filled."""
    _rows("select liant_weigh_offers(%s)", clock.now())


def experts() -> list[int]:
    """The rows of those of the house who want suggestions."""
    return [row[0] for row in _rows("select * from liant_experts_to_suggest()")]


def fill(expert_ids: Sequence[int], seed: int | None = None) -> int:
    """Fill these lists up: never more in a week than each chose, nothing twice. → how many are new."""
    now = clock.now()
    places = ranked.choose(takers(expert_ids, now), shelf(now), seed=randbits(SEED_BITS) if seed is None else seed)
    return _write(places, now) if places else 0


def renew(expert: Expert) -> int:
    """The list of one, who has just said what they want."""
    return fill([expert.pk])


def shelf(now: datetime) -> Shelf:
    found = [offered(one, now.timestamp()) for one in queries.what_is_offered()]
    measured = {f"m{row[0]}" for row in _rows("select * from liant_authors_with_ties(%s)", now)}
    return Shelf(found, Offer.Kind.values, list(NETWORKS), measured)


def offered(row: Sequence[Any], now: float) -> Offered:
    """`row`: of `queries.what_is_offered`."""
    pk, kind, language, topic, author, name, url, is_about_us, judged, useful, shown, at = row
    who = f"m{author}" if author else f"n{name}" if name else ""
    age = max(0.0, now - at) / 86_400
    return Offered(
        pk, kind, language, age, networks(kind, bool(url)), topic or 0, who, is_about_us, judged, useful, shown
    )


def networks(kind: str, has_link: bool) -> frozenset[str]:
    """Where it can go: what has no link cannot go where a link alone is taken. A call goes nowhere: it is answered."""
    if has_link or kind == Offer.Kind.CALL:
        return ALL
    return WITH_TEXT


def takers(expert_ids: Sequence[int], now: datetime) -> list[Taker]:
    found = _rows("select * from liant_what_experts_want(%s, %s)", list(expert_ids), now)
    close = closeness(expert_ids, now)
    return [
        Taker(
            key, most, topics, languages, [one for one in mine if one in NETWORKS], kinds, known, json.loads(liked),
            json.loads(left_alone), close.get(key),
        )
        for key, topics, languages, mine, kinds, most, known, liked, left_alone in found
    ]  # fmt: skip


def closeness(expert_ids: Sequence[int], now: datetime) -> dict[int, dict[str, float]]:
    """Author → how close they are, in quarters, of each of these experts who lets their own ties order their list."""
    rows = _rows("select * from liant_whom_experts_are_close_to(%s, %s)", list(expert_ids), now)
    return {key: {who: quarters / 4 for who, quarters in json.loads(close).items()} for key, close in rows}


def unsay_closeness(*, member_id: int, as_author: bool) -> None:
    """That somebody is close is said no more in this member's list; `as_author`: nor in anybody's, of what they wrote."""
    _rows("select liant_unsay_closeness(%s, %s)", member_id, as_author)


def _write(places: Sequence[Place], now: datetime) -> int:
    return int(_rows("select liant_suggest(%s, %s)", json.dumps([one._asdict() for one in places]), now)[0][0])


def _rows(sql: str, *params: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
