"""All ties of a house are measured together, from the ledger, and each member's own are kept for them alone.

One measuring reads the contacts of a year between members who agreed and still work here, in one query; what it finds is
written member by member, inside that member's own rows. Nothing of it stands anywhere else.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import transaction
from django.db.models import Q

from liant.accounts.queries import first_teams
from liant.bonds import between, rules
from liant.bonds.models import Asked, Choice, Hidden, Hint, Mark, Measure, Outside, Tie
from liant.bonds.queries import KEPT, contacts_between
from liant.engines.ties import HALF_LIFE, Interactions, Ties, chosen_half_life, measure, noted, there_since
from liant.kit import clock
from liant.ledger.actions import forget_outside
from liant.ledger.kinds import InteractionKind
from liant.people.models import Person
from liant.tenancy.context import own_rows, own_rows_in_turn
from liant.tenancy.models import Organisation

LOOK_BACK = timedelta(weeks=12)
LEAST_PEOPLE = 3
CHOSEN_EACH = timedelta(weeks=4)
EPOCH, DAY = datetime(1970, 1, 1, tzinfo=UTC), timedelta(days=1)
Contact = tuple[int, int, str, datetime]


@dataclass(frozen=True)
class Measured:
    """`numbers`: member → their place in the engine's arrays."""

    ties: Ties
    numbers: Mapping[int, int]
    at: datetime


def measure_all() -> Measure | None:
    """Measure anew, and renew every agreed member's rows; None where too few agreed. Whoever agrees no more keeps nothing."""
    now = clock.now()
    agreed = between.agreed()
    seen = contacts_between(now - KEPT, now)
    contacts = [one for one in seen if may_count(one, agreed)]
    people = sorted({member for one in contacts for member in one[:2]})
    if len(people) < LEAST_PEOPLE:
        return None
    there = {member: agreed[member] for member in people}
    half_life, chosen_at = half_life_for(contacts, there, now)
    found = measured(contacts, there, now, half_life)
    before = [one for one in contacts if one[3] < now - LOOK_BACK]
    earlier = measured(before, there, now - LOOK_BACK, half_life)
    keep_all(found, earlier, contacts, agreed)
    return Measure.objects.create(
        at=now, people=len(people), pairs=len(found.ties.contacts), interactions=len(contacts),
        half_life=half_life, half_life_at=chosen_at, is_calibrated=found.ties.index.is_calibrated,
    )  # fmt: skip


def half_life_for(contacts: Sequence[Contact], there: Mapping[int, datetime], now: datetime) -> tuple[float, datetime]:
    """In weeks, and when it was chosen: by how well each week is foretold from those before it, anew after four weeks, as it costs
    more than the measuring."""
    last = Measure.objects.exclude(half_life_at=None).order_by("-at").first()
    if last is not None and last.half_life_at is not None and now - last.half_life_at < CHOSEN_EACH:
        return last.half_life, last.half_life_at
    rows = rows_of(contacts, numbers_of(there))
    return chosen_half_life(rows, at=days(now), teams=teams_of(sorted(there))), now


def may_count(contact: Contact, agreed: Mapping[int, datetime]) -> bool:
    """Both agreed before it happened."""
    source, target, _kind, at = contact
    return source != target and all(one in agreed and agreed[one] <= at for one in (source, target))


def measured(
    contacts: Sequence[Contact], there: Mapping[int, datetime], at: datetime, half_life: float = HALF_LIFE
) -> Measured:
    """`there`: of each member, since when contacts with them could be seen; weeks before count neither for nor against."""
    numbers = numbers_of(there)
    rows = rows_of(contacts, numbers)
    presence = there_since(rows, np.array([days(there[member]) for member in numbers]), at=days(at))
    found = measure(rows, at=days(at), teams=teams_of(list(numbers)), half_life=half_life, presence=presence)
    return Measured(found, numbers, at)


def numbers_of(there: Mapping[int, datetime]) -> dict[int, int]:
    return {member: place for place, member in enumerate(sorted(there))}


def days(moment: datetime) -> float:
    """As `liant ties` counts them: the same rows come to the same strengths."""
    return (moment - EPOCH) / DAY


def rows_of(contacts: Sequence[Contact], numbers: Mapping[int, int]) -> Interactions:
    """What one act brought towards several is shared out among them."""
    kinds = sorted({kind for _, _, kind, _ in contacts})
    place = {name: number for number, name in enumerate(kinds)}
    return noted(
        np.array([numbers[one[0]] for one in contacts], dtype=np.int64),
        np.array([numbers[one[1]] for one in contacts], dtype=np.int64),
        kinds,
        np.array([place[one[2]] for one in contacts], dtype=np.int64),
        np.array([days(one[3]) for one in contacts], dtype=float),
        people=len(numbers),
    )


def teams_of(people: Sequence[int]) -> np.ndarray:
    """(n,) a number for each member's first team; whoever has none is of one team together, 0."""
    first = first_teams(people)
    number = {team: place for place, team in enumerate(sorted(set(first.values())), 1)}
    return np.array([number.get(first.get(member, 0), 0) for member in people], dtype=np.int64)


def keep_all(found: Measured, earlier: Measured, contacts: Sequence[Contact], agreed: Iterable[int]) -> None:
    """The rows of each who agreed, written for them alone; of those who have none any more, nothing stays."""
    rows = {member: list[Tie]() for member in agreed} | ties_by_member(found, earlier)
    seen = {
        member: [rules.Seen(one.other_id, one.strength, one.state) for one in ties] for member, ties in rows.items()
    }
    introducing = introducing_among(rows)
    helped = hints_of_thanks(contacts, found.at)
    house = Organisation.objects.get().pk
    with own_rows_in_turn() as turn:
        for member, ties in rows.items():
            turn(member)
            hints = [
                *((Hint.Kind.THANK, other, None) for other in helped.get(member, ())),
                *((Hint.Kind.MEET, other, None) for other in rules.to_see_again(seen[member])),
                *((Hint.Kind.KNOW, other, via) for other, via in rules.to_know(member, seen, introducing)),
            ]
            keep(house, member, ties, hints)


def ties_by_member(found: Measured, earlier: Measured) -> dict[int, list[Tie]]:
    members = list(found.numbers)
    before = strength_by_pair(earlier)
    now, gap = found.ties.strengths, timedelta(days=found.ties.index.gap)
    rows: dict[int, list[Tie]] = {member: [] for member in members}
    for place in range(len(now)):
        pair = int(now.first[place]), int(now.second[place])
        was = before.get(frozenset(pair))
        silent = float(now.silent[place])
        last_at = None if np.isnan(silent) else found.at - timedelta(days=silent)
        strength = float(now.strength[place])
        state = rules.state_of(strength=strength, before=was, last_at=last_at, usual_gap=gap, now=found.at)
        for one, other in (pair, pair[::-1]):
            rows[members[one]].append(Tie(
                member_id=members[one], other_id=members[other], strength=strength, low=float(now.low[place]),
                high=float(now.high[place]), before=was,
                contacts=int(now.rows[place]), last_at=last_at, state=state,
            ))  # fmt: skip
    return rows


def strength_by_pair(measured: Measured) -> dict[frozenset[int], float]:
    """By the places of both in the engine's arrays."""
    one = measured.ties.strengths
    return {
        frozenset((int(first), int(second))): float(strength)
        for first, second, strength in zip(one.first, one.second, one.strength, strict=True)
    }


def introducing_among(members: Iterable[int]) -> dict[int, bool]:
    with own_rows_in_turn() as turn:
        return {member: introduces(member, turn) for member in members}


def introduces(member: int, turn: Callable[[int], None]) -> bool:
    turn(member)
    return Choice.objects.filter(member_id=member, can_introduce=True).exists()


def hints_of_thanks(contacts: Iterable[Contact], now: datetime) -> dict[int, list[int]]:
    """Member → whom they could thank."""
    turned: dict[int, list[tuple[int, str, datetime]]] = {}
    thanked: dict[int, dict[int, datetime]] = {}
    for source, target, kind, at in contacts:
        if now - at > rules.THANKED_WITHIN:
            continue
        turned.setdefault(target, []).append((source, kind, at))
        if kind == InteractionKind.COWROTE:  # neither of them turned to the other
            turned.setdefault(source, []).append((target, kind, at))
        if kind in rules.THANKS:
            thanked.setdefault(source, {})[target] = at
    return {member: rules.to_thank(rows, thanked.get(member, {}), now) for member, rows in turned.items()}


def keep(house: int, member: int, ties: Sequence[Tie], hints: Iterable[tuple[str, int, int | None]]) -> None:
    """Within their own rows. What a member put aside stays aside; a hint that no longer holds goes."""
    Asked.objects.filter(member_id=member, at__lt=clock.now() - rules.ASKED_KEPT).delete()
    Tie.objects.filter(member_id=member).delete()
    for one in ties:
        one.organisation_id = house
    Tie.objects.bulk_create(ties, batch_size=500)
    wanted = {(kind, other): via for kind, other, via in hints}
    known = {(one.kind, one.other_id): one for one in Hint.objects.filter(member_id=member)}
    gone = [one.pk for key, one in known.items() if key not in wanted and one.gone_at is None]
    if gone:
        Hint.objects.filter(pk__in=gone).delete()
    Hint.objects.bulk_create([
        Hint(organisation_id=house, member_id=member, other_id=other, via_id=via, kind=kind)
        for (kind, other), via in wanted.items() if (kind, other) not in known
    ])  # fmt: skip


def forget(*, member_id: int) -> None:
    """All that was measured of one member: in their own rows, and in those of whoever had a tie with them."""
    with transaction.atomic():
        with own_rows(member_id):
            hints = Hint.objects.filter(member_id=member_id).values_list("other_id", "via_id")
            others = set(Tie.objects.filter(member_id=member_id).values_list("other_id", flat=True))
            others |= {one for both in hints for one in both if one is not None}
            for model in (Asked, Hint, Tie, Hidden, Choice, Mark, Outside):
                model._base_manager.filter(member_id=member_id).delete()
        for person in Person.objects.filter(member_id=member_id):
            forget_outside(person=person)
        with own_rows_in_turn() as turn:
            for other in sorted(others):
                turn(other)
                Asked.objects.filter(Q(by_id=member_id) | Q(about_id=member_id), member_id=other).delete()
                Tie.objects.filter(member_id=other, other_id=member_id).delete()
                Hint.objects.filter(member_id=other, other_id=member_id).delete()
                Hint.objects.filter(member_id=other, via_id=member_id).delete()
