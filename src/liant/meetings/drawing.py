"""A round, from what it rests on to its end, by the worker: nobody did it. What it rests on is stored and committed first; the draw
is made of that alone, so that it can be made again."""

import secrets as luck
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations, permutations

from django.db import transaction

from liant import __version__
from liant.accounts.hours.queries import hours_in_use
from liant.accounts.hours.rules import Hours
from liant.accounts.models import Member, TeamMember
from liant.accounts.queries import first_teams
from liant.engines.pairing import METHOD
from liant.jobs.events import publish
from liant.kit import clock, secrets
from liant.meetings import between, notices, queries, rules
from liant.meetings.events import MetByLot
from liant.meetings.models import KeptApart, Question, Rotation, Round
from liant.tenancy.models import Organisation

KEPT = timedelta(days=366)  # sealed draws: for whom one met, and to draw again


def prepare(*, rotation_id: int) -> Round | None:
    """Store what the draw rests on; None where none is due, or fewer than two take part. What waits to be drawn is found again."""
    with transaction.atomic():
        found = Rotation.objects.select_for_update(of=("self",)).filter(pk=rotation_id, ended_at=None)
        rotation = found.select_related("organisation").first()
        if rotation is None or rotation.next_at is None:
            return None
        waiting = Round.objects.filter(rotation=rotation, drawn_at=None).first()
        if waiting is not None or rotation.next_at > clock.now():
            return waiting
        for old in Round.objects.filter(rotation=rotation, closed_at=None):
            close(old)
        day = rotation.next_at.astimezone(queries.zone()).date()
        rotation.next_at = following(rotation, rotation.next_at)
        rotation.save(update_fields=["next_at"])
        Round.objects.filter(rotation=rotation, stored_at__lt=clock.now() - KEPT).update(basis="", outcome="")
        if rotation.is_laid_out:
            return store_laid_out(rotation, day)
        return store(rotation, gathered(rotation, day), day)


def following(rotation: Rotation, moment: datetime) -> datetime:
    """After so many weeks; the first that is still to come, where the worker slept."""
    return rules.next_draw(
        max(moment + timedelta(weeks=rotation.every_weeks) - timedelta(days=1), clock.now()),
        queries.zone(),
        rotation.weekday,
    )


def store(rotation: Rotation, basis: rules.Basis, day: date) -> Round | None:
    if len(basis.ids) - len(basis.away) < 2:
        return None
    last = latest(rotation)
    seed = last.seed if last else luck.randbits(62)  # with one seed, week after week draws what all weeks at once would
    close = close_among(rotation, basis.ids)
    return keep(rotation, day, next_number(rotation), seed, replace(basis, closeness=close.digest), close=close)


def next_number(rotation: Rotation) -> int:
    last = latest(rotation)
    return last.number + 1 if last else 1


def latest(rotation: Rotation) -> Round | None:
    return Round.objects.filter(rotation=rotation).order_by("-number").first()


def store_laid_out(rotation: Rotation, day: date) -> Round | None:
    """The round that an experiment drew beforehand; after the last one the rotation is over."""
    number = next_number(rotation)
    found = between.laid_out(rotation.pk, number)
    if found is None:
        Rotation.objects.filter(pk=rotation.pk).update(ended_at=clock.now(), next_at=None)
        return None
    n = len(found.people)
    basis = rules.Basis(found.people, [-1] * n, [[]] * n, [[]] * n, [], [], [], [])
    return keep(rotation, day, number, found.seed, basis)


def close_among(rotation: Rotation, ids: Sequence[int]) -> rules.Close:
    """Who are close, of those who are in it and both said that it may guide the draw: as coarsely as the draw needs."""
    place = {member: row for row, member in enumerate(ids)}
    return rules.Close([
        (place[one], place[other], strength) for one, other, strength in queries.close_pairs(rotation)
        if one in place and other in place
    ])  # fmt: skip


def keep(
    rotation: Rotation, day: date, number: int, seed: int, basis: rules.Basis, *, close: rules.Close | None = None
) -> Round:
    fr, en = rules.question_for(number, list(Question.objects.values_list("fr", "en")))
    opens = datetime.combine(day, time(), queries.zone())
    return Round.objects.create(
        rotation=rotation, number=number, day=day, seed=seed, method=METHOD, version=__version__,
        digest=basis.digest, basis=secrets.seal(basis.text()),
        closeness=secrets.seal(close.text()) if close and close.pairs else "", question_fr=fr, question_en=en,
        remind_at=opens + rules.REMINDED_AFTER + timedelta(hours=9),
    )  # fmt: skip


def gathered(rotation: Rotation, day: date) -> rules.Basis:
    """Of everyone who takes part and works here: team, clock, languages, whether they are away; whom they met, whom they must not."""
    taking = {one.member_id: one for one in queries.taking_part(rotation)}
    teams = first_teams(list(taking))
    if rotation.team_id is not None:
        members = TeamMember.objects.filter(team_id=rotation.team_id, member_id__in=taking)
        taking = {one: taking[one] for one in sorted(members.values_list("member_id", flat=True))}
    members_by_id = Member.objects.select_related("user").in_bulk(list(taking))
    ids = sorted(taking)
    place = {member: row for row, member in enumerate(ids)}
    hours = hours_of([members_by_id[one] for one in ids], teams)
    moments = [datetime.combine(day + timedelta(days=ahead), time(12), queries.zone()) for ahead in (0, rules.DAYS)]
    met, odd = earlier(rotation, place)
    apart = {(one, other) for one in ids for other in taking[one].apart} | set(
        KeptApart.objects.values_list("first_id", "second_id")
    )
    return rules.Basis(
        ids=ids,
        teams=[teams.get(one, -1) if rotation.is_across_teams else -1 for one in ids],
        offsets=[
            [offset(members_by_id[one], moment) for moment in moments] for one in ids
        ],
        languages=[sorted(taking[one].languages) for one in ids],
        away=[
            place[one] for one in ids
            if (taking[one].paused_until or day) > day or not rules.is_at_work(hours[one], day)
        ],
        met=met,
        forbidden=sorted({
            (min(place[one], place[other]), max(place[one], place[other]))
            for one, other in apart if one in place and other in place
        }),
        left_over=odd,
    )  # fmt: skip


def offset(member: Member, moment: datetime) -> float:
    ahead = moment.astimezone(member.user.zone).utcoffset() or timedelta()
    return ahead.total_seconds() / 3600


def hours_of(members: list[Member], teams: dict[int, int]) -> dict[int, Hours]:
    """The hours of their team, or of the house, on their own clock."""
    hours = hours_in_use(Organisation.objects.get())
    return {one.pk: replace(hours(teams.get(one.pk)), zone=one.user.zone) for one in members}


def earlier(rotation: Rotation, place: dict[int, int]) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Whom those who take part met in this rotation, by rounds back; and, as often as it was so, who was the odd one."""
    met, odd = [], []
    for back, one in enumerate(Round.objects.filter(rotation=rotation).exclude(outcome="").order_by("-number")):
        outcome = rules.Outcome.of(secrets.unseal(one.outcome))
        for table in outcome.tables:
            rows = sorted(place[member] for member in table if member in place)
            met += [(first, second, -back) for first, second in combinations(rows, 2)]
        odd += [place[member] for member in outcome.odd if member in place]
    return met, odd


def draw(*, round_id: int) -> Round:
    """From what was stored, once; each one's partners and their invitation are written for them alone, in the same transaction."""
    with transaction.atomic():
        round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_id)
        if round_.drawn_at is not None:
            return round_
        outcome = outcome_of(round_)
        round_.outcome, round_.drawn_at = secrets.seal(outcome.text()), clock.now()
        round_.people = sum(len(table) for table in outcome.tables)
        round_.save(update_fields=["outcome", "drawn_at", "people"])
        write_partners(round_, outcome)
    return round_


def outcome_of(round_: Round) -> rules.Outcome:
    if not round_.rotation.is_laid_out:
        return rules.draw(rules.Basis.of(secrets.unseal(round_.basis)), round_.seed, closeness_of(round_))
    found = between.laid_out(round_.rotation_id, round_.number)
    if found is None:
        return rules.Outcome([], [])
    seated = {member for table in found.tables for member in table}
    return rules.Outcome([list(one) for one in found.tables], [one for one in found.people if one not in seated])


def closeness_of(round_: Round) -> rules.Close:
    return rules.Close.of(secrets.unseal(round_.closeness) if round_.closeness else "")


def write_partners(round_: Round, outcome: rules.Outcome) -> None:
    members = Member.objects.select_related("user").in_bulk([one for table in outcome.tables for one in table])
    hours = hours_of(list(members.values()), first_teams(list(members)))
    seats = []
    for number, table in enumerate(outcome.tables, 1):
        there = [one for one in table if one in members]
        starts_at = rules.moment_for([hours[one] for one in there], round_.day) if there else None
        seats += [(one, other, number, starts_at) for one, other in permutations(there, 2)]
    notices.seat(round_, seats)


def moment_of(members: Sequence[Member]) -> datetime | None:
    """In the days to come, when all of these are at work."""
    hours = hours_of(list(members), first_teams([one.pk for one in members]))
    return rules.moment_for([hours[one.pk] for one in members], queries.today())


def is_drawn_again(round_: Round) -> bool | None:
    """Whether what was stored draws today what it drew then. None where who was close then is no longer kept."""
    basis = rules.Basis.of(secrets.unseal(round_.basis))
    if basis.closeness != closeness_of(round_).digest:
        return None
    return (
        basis.digest == round_.digest
        and outcome_of(round_).text() == rules.Outcome.of(secrets.unseal(round_.outcome)).text()
    )


def publish_table(round_: Round, number: int, *, is_over: bool) -> bool:
    """Tell that those of one table met, where what they said says so. Whether it did."""
    table = rules.Outcome.of(secrets.unseal(round_.outcome)).tables[number - 1]
    met, not_met = queries.told_of(round_).get(number, (0, 0))
    if rules.took_place(len(table), met, not_met, is_over=is_over):
        publish_met(round_, table)
        return True
    return False


def publish_met(round_: Round, table: Sequence[int]) -> None:
    at = clock.now().isoformat()
    for one, other in combinations(sorted(table), 2):
        publish(MetByLot(round_id=round_.pk, member_id=one, other_id=other, at=at))


def close(round_: Round) -> None:
    """Its counts are made once, in people; what one told and nobody denied counts as met."""
    round_.closed_at, round_.closeness = clock.now(), ""
    if round_.outcome:
        tables = rules.Outcome.of(secrets.unseal(round_.outcome)).tables
        told = queries.told_of(round_)
        for number, table in enumerate(tables, 1):
            met, not_met = told.get(number, (0, 0))
            if rules.took_place(len(table), met, not_met, is_over=True):
                round_.held += len(table)
                if met < len(table):
                    publish_met(round_, table)
            elif not_met:
                round_.not_held += len(table)
    round_.save(update_fields=["closed_at", "closeness", "held", "not_held"])


def forget_closeness() -> None:
    """Somebody takes back that their ties are measured: what a draw was told of who is close goes, theirs and all."""
    Round.objects.exclude(closeness="").update(closeness="")
