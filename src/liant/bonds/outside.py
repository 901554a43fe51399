"""Communities outside the house: where colleagues are known, in numbers of five and more; and whether those who have such a tie share more.

What somebody says of it stands in their own rows; interactions that the ledger holds towards a community count as well, and what
somebody hides counts in neither.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from liant.bonds.models import Outside
from liant.bonds.queries import KEPT
from liant.engines.direction.outside import Beside, TooFew, beside
from liant.engines.suppression import Crossed, Name, Person, Wave, check_group, is_dominated, release
from liant.ledger.models import Community, Interaction
from liant.tenancy.context import own_rows_in_turn

EVERYONE = ""
Json = dict[str, Any]
People = frozenset[str]
Known = dict[int, set[int]]  # member → the communities where they are known


def known(members: Collection[int], end: datetime) -> Known:
    """Of each of these members, in their own rows: what they named, and what the ledger holds over the year."""
    found: Known = {}
    with own_rows_in_turn() as turn:
        for member in sorted(members):
            turn(member)
            named = dict(Outside.objects.filter(member_id=member).values_list("community_id", "is_hidden"))
            noted = Interaction.objects.filter(
                community__isnull=False, source__member_id=member, at__gte=end - KEPT, at__lt=end
            )
            there = set(noted.values_list("community_id", flat=True)) | set(named)
            found[member] = {one for one in there if not named.get(one, False)}
    return found


def figures_of(
    known_by: Mapping[str, set[int]], counted: People, earlier: Sequence[Json], told: Sequence[Mapping[str, People]]
) -> list[Json]:
    """How many of everyone who is counted are known in each community, None where that may not be shown: fewer than five are, or all but
    fewer than five, or it would be told of a few who came or went. `known_by`: by token."""
    listed = list(Community.objects.order_by("name"))
    communities = [(one.pk, one.name) for one in listed]
    if not communities:
        return []
    people = [
        Person(key, {}, {str(one): "yes" if one in known_by.get(key, ()) else "no" for one, _name in communities})
        for key in sorted(counted)
    ]
    waves = [
        Wave({(): groups[EVERYONE]}, cells(figures.get("communities", ()), len(groups[EVERYONE])), {})
        for figures, groups in zip(earlier, told, strict=True) if EVERYONE in groups
    ]  # fmt: skip
    answers = {str(one): ("yes", "no") for one, _name in communities}
    found = release(people, [Crossed((), str(one)) for one, _name in communities], earlier=waves, answers=answers)
    figures = []
    for one in listed:
        count = found.counts.get(((), str(one.pk), "yes"))
        if count is not None and tells_of_a_part(count, {one.pk, *one.parts}, earlier):
            count = None
        figures.append({"id": one.pk, "name": one.name, "known": count, "parts": one.parts})
    return figures


def tells_of_a_part(count: int, whole: set[int], earlier: Sequence[Json]) -> bool:
    """Whether of fewer than five, known in a part of a merged community and not in another, or in both, it would be told how many they
    are by what was shown of its parts before."""
    for figures in earlier:
        shown = [
            one["known"] for one in figures.get("communities", ())
            if one["known"] is not None and {one["id"], *one.get("parts", ())} < whole
        ]  # fmt: skip
        sums = [*shown, *([sum(shown)] if len(shown) > 1 else [])]
        if not all(check_group(abs(count - one)) for one in sums):
            return True
    return False


def cells(communities: Sequence[Json], everyone: int) -> dict[tuple[Name, str, str], int]:
    found: dict[tuple[Name, str, str], int] = {}
    for one in communities:
        if one["known"] is not None:
            key = str(one["id"])
            found |= {((), key, "yes"): one["known"], ((), key, "no"): everyone - one["known"]}
    return found


def sharing(known_by: Known, shares: Mapping[int, int]) -> Json | None:
    """How often those who are known somewhere outside shared, beside the others: of those who agreed to either. None where too few are
    on a side, or one or two of a side share nearly all of it. `shares`: by member."""
    sides = [[count for member, count in shares.items() if bool(known_by[member]) is has] for has in (True, False)]
    if any(map(is_dominated, sides)):
        return None
    try:
        return vars(beside(*sides))
    except TooFew:
        return None


def beside_of(found: Json | None) -> Beside | None:
    return None if found is None else Beside(**found)
