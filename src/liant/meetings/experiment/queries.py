"""Plans and what was found; a member's own part; and what the worker reads of everybody to look at an experiment."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from liant.accounts.models import Member
from liant.accounts.queries import first_teams
from liant.engines.direction import every_pair
from liant.kit import secrets
from liant.kit.secrets import keyed_hash
from liant.ledger.kinds import BETWEEN_COLLEAGUES, CONTACTS, SHARES, InteractionKind
from liant.ledger.models import Interaction
from liant.ledger.queries import reshares
from liant.meetings import between, queries
from liant.meetings.experiment import looking, rules
from liant.meetings.experiment.models import Finding, Lot, Plan, Registration, Spotlight
from liant.meetings.models import Round
from liant.meetings.rules import Outcome, took_place


def plans() -> list[Plan]:
    return list(Plan.objects.select_related("rotation")[:100])


def plan(plan_id: int) -> Plan | None:
    return Plan.objects.select_related("rotation").filter(pk=plan_id).first()


def registration(one: Plan) -> Registration | None:
    return Registration.objects.filter(plan=one).first()


def lot(one: Plan) -> Lot | None:
    return Lot.objects.filter(plan=one).first()


def findings(one: Plan) -> list[Finding]:
    return list(Finding.objects.filter(plan=one)[:50])


def takes_part(member: Member, one: Plan) -> bool:
    with queries.own(member):
        return one.rotation_id in queries.participations(member)


def put_first_for(member: Member) -> Spotlight | None:
    """Whose words stand first for them this week, by the lot of an experiment that they take part in."""
    now = queries.today()
    with queries.own(member):
        found = Spotlight.objects.filter(
            member=member, from_on__lte=now, until_on__gt=now, is_muted=False, plan__stopped_at=None,
            other__is_active=True,
        )  # fmt: skip
        return found.select_related("other").order_by("plan_id").first()


def is_muted(member: Member, one: Plan) -> bool:
    with queries.own(member):
        return Spotlight.objects.filter(member=member, plan=one, is_muted=True).exists()


def others_at_once(one: Plan) -> QuerySet[Plan]:
    """Frozen experiments that put somebody first in the same weeks: one page has one head."""
    return Plan.objects.filter(
        has_spotlight=True, stopped_at=None, registrations__isnull=False, starts_on__lt=one.drawn_until,
        starts_on__gt=one.starts_on - timedelta(weeks=26),
    ).exclude(pk=one.pk)  # fmt: skip


def roster(one: Plan) -> list[int]:
    """Who agreed to take part, and that Liant may see whom they turn to: both are needed. For the worker."""
    agreed = between.agreed()
    return [taking.member_id for taking in queries.taking_part(one.rotation) if taking.member_id in agreed]


def code_of(one: Plan, member_id: int) -> str:
    """Under which a member stands in a draw; it leads to nobody without the key of this installation."""
    return keyed_hash("experiment", f"{one.pk}:{member_id}")[:16]


def members_by_code(drawn: Lot) -> dict[str, int]:
    return {str(code): int(member) for code, member in secrets.unseal_json(drawn.roster).items()}


def moment(day: date) -> datetime:
    return datetime.combine(day, time(), queries.zone())


def place_of(one: int, other: int, people: int) -> int:
    """Of a pair, among `every_pair` of so many people."""
    i, j = sorted((one, other))
    return i * people - i * (i + 1) // 2 + j - i - 1


def counts_for(arm: str) -> QuerySet[Interaction]:
    """Acts of which the outcome of an arm is made. Contacts are those that no rotation arranged: being drawn may not answer
    itself."""
    found = Interaction.objects.filter(purpose__in=BETWEEN_COLLEAGUES)
    if arm == rules.MEETING:
        return found.filter(kind__in=SHARES)
    return found.filter(kind__in=CONTACTS).exclude(kind=InteractionKind.MET, through_kind=Round._meta.label_lower)


def acts_between(arm: str, codes: dict[int, str], first: date, past: date) -> np.ndarray:
    """(d,) of `every_pair` of the codes in their order: how often one of the two turned to what the other shared, or, for the other
    arm, was in contact with them besides."""
    order = sorted(codes.values())
    place = {code: number for number, code in enumerate(order)}
    found = np.zeros(len(every_pair(len(order))))
    rows = counts_for(arm).filter(
        at__gte=moment(first), at__lt=moment(past), source__member_id__in=list(codes), target__member_id__in=list(codes)
    ).values_list("source__member_id", "target__member_id")  # fmt: skip
    for source, target in rows.iterator():
        if source != target:
            found[place_of(place[codes[source]], place[codes[target]], len(order))] += 1
    for one, other, _window, times in reshares_for(arm, codes, moment(first), moment(past)):
        found[place_of(place[codes[one]], place[codes[other]], len(order))] += times
    return found


def reshares_for(
    arm: str, members: Collection[int], since: datetime, until: datetime
) -> list[tuple[int, int, int, int]]:
    """Of these, that one shared what the other wrote, for the arm that asks for sharing: seen by whoever did alone, and counted here."""
    return reshares(members, since, until, until - since) if arm == rules.MEETING and since < until else []


def met_pairs(one: Plan) -> set[frozenset[int]]:
    """Of those still there, the pairs of whom it is known that they met."""
    found = set()
    for round_ in Round.objects.filter(rotation=one.rotation).exclude(outcome=""):
        told = queries.told_of(round_)
        for number, table in enumerate(Outcome.of(secrets.unseal(round_.outcome)).tables, 1):
            met, not_met = told.get(number, (0, 0))
            if took_place(len(table), met, not_met, is_over=True):
                found.add(frozenset(table))
    return found


def shown_pairs(one: Plan, drawn: Lot) -> set[frozenset[int]]:
    """Pairs of whom one at least was shown something of the other's. The database tells numbers of pairs and nobody's name."""
    members = members_by_code(drawn)
    weeks = rules.weeks_of(list(members), one.weeks, drawn.seed, rules.SPOTLIGHT)
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_spotlights_shown(%s)", [one.pk])
        told = cursor.fetchall()
    return {frozenset(members[code] for code in weeks[week - 1][number - 1]) for week, number in told}


def stayed(one: Plan, drawn: Lot) -> set[int]:
    """Who takes part still, and has agreed without a break since before the draw: what was theirs before a break is forgotten."""
    agreed = between.agreed()
    return {member for member in roster(one) if agreed[member] <= drawn.at}


def seen(one: Plan, drawn: Lot, past: date) -> looking.Seen:
    """All that is looked at, up to a day."""
    members = members_by_code(drawn)
    order, there = sorted(members), stayed(one, drawn)
    teams = first_teams(list(members.values()))
    return looking.Seen(
        codes=order, weeks=one.weeks, seed=drawn.seed,
        arms={arm: counted(one, drawn, arm, members, past) for arm in one.arms},
        stayed=np.array([members[code] in there for code in order], dtype=bool),
        teams=np.array([teams.get(members[code], -1 - place) for place, code in enumerate(order)], dtype=np.int64),
    )  # fmt: skip


def counted(one: Plan, drawn: Lot, arm: str, members: dict[str, int], past: date) -> looking.Counted:
    codes = {member: code for code, member in members.items()}
    place = {members[code]: number for number, code in enumerate(sorted(members))}
    before_from = one.starts_on - timedelta(weeks=one.weeks_after)
    took_place = np.zeros(len(every_pair(len(members))), dtype=bool)
    for pair in met_pairs(one) if arm == rules.MEETING else shown_pairs(one, drawn):
        found: list[Any] = [place.get(member) for member in pair]
        if len(found) == 2 and None not in found:
            took_place[place_of(found[0], found[1], len(members))] = True
    return looking.Counted(
        acts_between(arm, codes, before_from, one.starts_on),
        acts_between(arm, codes, one.drawn_until, past),
        took_place,
    )
