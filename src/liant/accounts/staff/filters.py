"""What a directory asks for: the few comparisons that directories make are asked of the database, all else of each row."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from scim2_models import ScimFilter, TooManyException
from scim2_models.path import CompareOperator, Comparison

MOST_LOOKED_THROUGH = 2000
Place = Callable[[Any], Q]

PEOPLE: dict[str, Place] = {
    "username": lambda said: Q(listings__user_name=str(said).lower()) | Q(listings=None, user__email__iexact=str(said)),
    "externalid": lambda said: Q(listings__external_id=str(said)),
    "emails.value": lambda said: Q(user__email__iexact=str(said)),
    "emails": lambda said: Q(user__email__iexact=str(said)),
}
TEAMS: dict[str, Place] = {
    "displayname": lambda said: Q(name__iexact=str(said)),
    "externalid": lambda said: Q(listings__external_id=str(said)),
}


def page_of(
    rows: QuerySet[Any],
    asked: ScimFilter[Any] | None,
    places: dict[str, Place],
    *,
    shown: Callable[[Any], Any],
    first: int,
    count: int,
) -> tuple[int, Sequence[Any]]:
    """(how many there are, the resources from `first` on, counted from 0). Raises TooManyException."""
    if asked is None:
        return rows.count(), [shown(row) for row in rows[first : first + count]]
    place = _place(asked, places)
    if place is not None:
        rows = rows.filter(place)
        return rows.count(), [shown(row) for row in rows[first : first + count]]
    if rows.count() > MOST_LOOKED_THROUGH:
        raise TooManyException(detail="Ask with eq by userName, externalId, emails.value or displayName.")
    matching = [one for one in map(shown, rows) if asked.match(one)]
    return len(matching), matching[first : first + count]


def _place(asked: ScimFilter[Any], places: dict[str, Place]) -> Q | None:
    node = asked.ast
    if not isinstance(node, Comparison) or node.op is not CompareOperator.eq or not isinstance(node.value, str):
        return None
    known = places.get(str(node.attr_path).rpartition(":")[2].lower())
    return known(node.value) if known else None
