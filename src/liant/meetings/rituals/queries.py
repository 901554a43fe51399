from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Max, Q, When, Window
from django.db.models.functions import RowNumber

from liant.accounts.models import Member, Team, TeamMember
from liant.meetings.queries import today
from liant.meetings.rituals import rules
from liant.meetings.rituals.models import Occasion, Ritual

SHOWN = 6


@dataclass(frozen=True)
class Kept:
    """A ritual, how it stands, and its latest occasions."""

    ritual: Ritual
    standing: rules.Standing
    latest: list[Occasion]


def teams_of(member: Member) -> list[Team]:
    mine = TeamMember.objects.filter(member=member).values_list("team_id", flat=True)
    return list(Team.objects.filter(pk__in=mine))


def rituals_for(member: Member) -> list[Kept]:
    """Of the house and of their own teams; those dropped first."""
    found = Ritual.objects.filter(ended_at=None).filter(Q(team=None) | Q(team__in=teams_of(member)))
    return kept(list(found.select_related("team")))


def every_ritual() -> list[Kept]:
    return kept(list(Ritual.objects.filter(ended_at=None).select_related("team")[:500]))


def kept(rituals: list[Ritual]) -> list[Kept]:
    now = today()
    latest: dict[int, list[Any]] = {one.pk: [] for one in rituals}
    for occasion in latest_of(rituals, now):
        latest[occasion.ritual_id].append(occasion)
    found = [
        Kept(one, rules.standing(one.started_on, one.every_weeks, noted(latest[one.pk]), now), latest[one.pk])
        for one in rituals
    ]
    order = {rules.DROPPED: 0, rules.DUE: 1, rules.FINE: 2}
    return sorted(found, key=lambda one: (order[one.standing.state], one.ritual.title, one.ritual.pk))


def latest_of(rituals: list[Ritual], now: date) -> Iterable[Any]:
    """Six of each, the newest first; each knows besides on which day any was held last, and noted last, since the beginning."""
    of_each: dict[str, Any] = {"partition_by": F("ritual")}
    every = Occasion.objects.filter(ritual__in=rituals).annotate(
        place=Window(RowNumber(), order_by=F("day").desc(), **of_each),
        held_on=Window(Max(Case(When(is_held=True, day__lte=now, then="day"))), **of_each),
        noted_on=Window(Max(Case(When(day__lte=now, then="day"))), **of_each),
    )
    return every.filter(place__lte=SHOWN).order_by("-day")


def noted(latest: Sequence[Any]) -> list[tuple[date, bool]]:
    """(day, held) of what tells how a ritual stands: the last that was held, the last that was noted."""
    days = [(one.held_on, True) for one in latest[:1]] + [(one.noted_on, False) for one in latest[:1]]
    return [(day, is_held) for day, is_held in days if day is not None]


def ritual(ritual_id: int) -> Ritual | None:
    return Ritual.objects.filter(pk=ritual_id, ended_at=None).select_related("team").first()
