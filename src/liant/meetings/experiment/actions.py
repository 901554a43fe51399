"""An experiment from its plan to what was found. The plan may be changed by nobody once it is frozen; what is found is added by the
worker alone."""

import secrets as luck
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from liant import __version__
from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.engines.direction import Power, most_weeks
from liant.engines.pairing import METHOD, digest_of
from liant.jobs.queue import defer
from liant.kit import clock, secrets
from liant.meetings.experiment import looking, queries, rules
from liant.meetings.experiment.models import Finding, Lot, Plan, Registration, Spotlight
from liant.meetings.experiment.registered import as_told
from liant.meetings.models import Rotation
from liant.meetings.queries import today, zone
from liant.meetings.rules import DRAWS_AT
from liant.tenancy.context import current_organisation_id, own_rows

WEIGH, DRAW, ANALYSE = "experiment.weigh", "experiment.draw", "experiment.analyse"


@dataclass(frozen=True)
class NotYet(Exception):
    """Why it can't be frozen, or looked at, for now: "few", "many", "weeks", "late", "unweighed", "frozen", "another", "undrawn",
    "looked"."""

    why: str


def plan(*, actor: Member, title: str, **values: Any) -> Plan:
    """`values`: has_meeting, has_spotlight, starts_on, weeks, weeks_after, and what is hoped for in each arm. Open to colleagues from now
    on until it is frozen."""
    check(actor, "experiment.arrange")
    starts_on = values["starts_on"]
    with transaction.atomic():
        rotation = Rotation.objects.create(
            title=title, every_weeks=1, weekday=starts_on.weekday(), is_laid_out=True,
            next_at=datetime.combine(starts_on, DRAWS_AT, zone()),
        )  # fmt: skip
        made = Plan.objects.create(rotation=rotation, **values)
        record(actor, "experiment.plan", made, title=title)
    return made


def ask_to_weigh(*, actor: Member, plan: Plan) -> None:
    """How likely it would be to see what one hopes for, with those who agreed until now."""
    check(actor, "experiment.arrange")
    defer(WEIGH, once=f"{WEIGH}:{plan.pk}", organisation_id=current_organisation_id(), plan_id=plan.pk)


def weigh(*, plan_id: int) -> None:
    """By the worker. Under ten people nothing is computed."""
    found = queries.plan(plan_id)
    if found is None or queries.registration(found) is not None:
        return
    members = queries.roster(found)
    chances: dict[str, Power | None] = dict.fromkeys((rules.MEETING, rules.SPOTLIGHT))
    if len(members) >= rules.LEAST_PEOPLE:
        codes = {member: f"{place:06}" for place, member in enumerate(sorted(members))}  # the same power with any key
        chances |= {arm: chance_of(found, arm, codes) for arm in found.arms}
    meeting, tie = chances[rules.MEETING], chances[rules.SPOTLIGHT]
    Plan.objects.filter(pk=plan_id).update(
        power=meeting and meeting.chance, power_error=meeting and meeting.error, tie_power=tie and tie.chance,
        tie_power_error=tie and tie.error, people=len(members) if any(chances.values()) else 0, weighed_at=clock.now(),
    )  # fmt: skip


def chance_of(plan: Plan, arm: str, codes: dict[int, str]) -> Power:
    now = today()
    before = now - (plan.looked_at_on - plan.drawn_until)
    extra, share = plan.hoped(arm)
    return rules.chance_to_see(
        queries.acts_between(arm, codes, before, now), list(codes.values()), weeks=min(plan.weeks, most_weeks(len(codes))),
        weeks_before=plan.weeks_after, extra=extra, weeks_after=plan.weeks_after, shows_up=share, arm=arm,
        arms=len(plan.arms),
    )  # fmt: skip


def freeze(*, actor: Member, plan: Plan) -> Registration:
    """The plan, with its power, as it will be kept to. Raises NotYet."""
    check(actor, "experiment.arrange")
    with transaction.atomic():
        found = Plan.objects.select_for_update(of=("self",)).select_related("rotation").get(pk=plan.pk)
        why = why_not(found)
        if why:
            raise NotYet(why)
        text = rules.canonical(as_told(found))
        made = Registration.objects.create(plan=found, text=text, digest=rules.digest(text), power=found.power,
                                           tie_power=found.tie_power)  # fmt: skip
        record(actor, "experiment.freeze", found, title=found.rotation.title, digest=made.digest[:16])
        defer(DRAW, once=f"{DRAW}:{found.pk}", organisation_id=current_organisation_id(), plan_id=found.pk)
    return made


def why_not(plan: Plan) -> str:
    """Nothing where it may be frozen."""
    members = len(queries.roster(plan))
    if queries.registration(plan) is not None or plan.stopped_at is not None:
        return "frozen"
    if plan.starts_on <= today():
        return "late"
    if not rules.LEAST_PEOPLE <= members <= rules.MOST_PEOPLE:
        return "few" if members < rules.LEAST_PEOPLE else "many"
    if plan.weeks > most_weeks(members):
        return "weeks"
    if any(plan.chance(arm) is None for arm in plan.arms) or plan.people != members:
        return "unweighed"
    return "another" if plan.has_spotlight and is_another(plan) else ""


def is_another(plan: Plan) -> bool:
    return any(one.drawn_until > plan.starts_on for one in queries.others_at_once(plan))


def lay_out(*, plan_id: int) -> Lot | None:
    """By the worker: the seed and the roster are stored, from which all rounds follow. Once, and only after the plan was frozen."""
    with transaction.atomic():
        found = Plan.objects.select_for_update(of=("self",)).select_related("rotation").filter(pk=plan_id).first()
        if found is None or queries.registration(found) is None or queries.lot(found) is not None:
            return None
        codes = {queries.code_of(found, member): member for member in queries.roster(found)}
        return draw_from(plan=found, seed=luck.randbits(62), codes=codes)


def draw_from(*, plan: Plan, seed: int, codes: dict[str, int]) -> Lot:
    """The plan was frozen, and nobody is drawn yet."""
    with transaction.atomic():
        drawn = Lot.objects.create(
            plan=plan, seed=seed, method=METHOD, version=__version__, roster=secrets.seal_json(codes),
            digest=digest_of(sorted(codes)),
        )  # fmt: skip
        if plan.has_spotlight:
            write_spotlights(plan, seed, codes)
    return drawn


def write_spotlights(plan: Plan, seed: int, codes: dict[str, int]) -> None:
    """Whose words are put first for whom in which week, each in the rows of whoever sees them."""
    rows: dict[int, list[Spotlight]] = {}
    for week, pairs in enumerate(rules.weeks_of(list(codes), plan.weeks, seed, rules.SPOTLIGHT), 1):
        first = plan.starts_on + timedelta(weeks=week - 1)
        for number, pair in enumerate(pairs, 1):
            one, other = (codes[code] for code in pair)
            for member, whose in ((one, other), (other, one)):
                rows.setdefault(member, []).append(Spotlight(
                    organisation_id=plan.organisation_id, plan=plan, member_id=member, other_id=whose, week=week,
                    number=number, from_on=first, until_on=first + timedelta(weeks=1),
                ))  # fmt: skip
    for member, own in rows.items():
        with own_rows(member):
            Spotlight.objects.bulk_create(own)


def forget_spotlights(plan: Plan) -> None:
    """Nobody is put first any more, and what was shown is needed no longer."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_forget_spotlights(%s)", [plan.pk])


def look_early(*, actor: Member, plan: Plan) -> None:
    """Before its day: logged, called exploratory, and once: of two looks, what changed between them would tell of whoever left
    meanwhile. Raises NotYet where nothing was drawn, it was stopped, or somebody has looked."""
    check(actor, "experiment.arrange")
    if queries.lot(plan) is None or plan.stopped_at is not None:
        raise NotYet("undrawn")
    if queries.findings(plan):
        raise NotYet("looked")
    with transaction.atomic():
        record(actor, "experiment.look", plan, title=plan.rotation.title)
        defer(ANALYSE, once=f"{ANALYSE}:{plan.pk}", organisation_id=current_organisation_id(), plan_id=plan.pk)


def analyse(*, plan_id: int) -> Finding | None:
    """By the worker. On its day or later it is the one look that was planned, once."""
    found = queries.plan(plan_id)
    drawn, frozen = (queries.lot(found), queries.registration(found)) if found else (None, None)
    if found is None or drawn is None or frozen is None:
        return None
    is_planned = today() >= found.looked_at_on
    if Finding.objects.filter(plan=found, is_planned=is_planned).exists():
        return None
    past = min(today(), found.looked_at_on)
    chances = {arm: frozen.chance(arm) for arm in found.arms}
    told = looking.analyse(queries.seen(found, drawn, past), chances=chances, is_planned=is_planned)
    with transaction.atomic():
        if is_planned:
            forget_spotlights(found)
        return Finding.objects.create(
            plan=found, is_planned=is_planned, result=looking.as_json(told, with_cells=is_planned), said_fr=told.words["fr"],
            said_en=told.words["en"],
        )  # fmt: skip


def stop(*, actor: Member, plan: Plan, why: str) -> None:
    """Before its end: nobody is drawn any more, and it stays to be read with its reason."""
    check(actor, "experiment.arrange")
    with transaction.atomic():
        if Plan.objects.filter(pk=plan.pk, stopped_at=None).update(stopped_at=clock.now(), stopped_why=why):
            Rotation.objects.filter(pk=plan.rotation_id, ended_at=None).update(ended_at=clock.now(), next_at=None)
            forget_spotlights(plan)
            record(actor, "experiment.stop", plan, title=plan.rotation.title, why=why)
