from dataclasses import dataclass

from django.db.models import Q

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
    occasions: dict[int, list[Occasion]] = {one.pk: [] for one in rituals}
    for one in Occasion.objects.filter(ritual__in=rituals).order_by("-day"):
        occasions[one.ritual_id].append(one)
    now = today()
    found = [
        Kept(one, rules.standing(one.started_on, one.every_weeks,
                                 [(each.day, each.is_held) for each in occasions[one.pk]], now), occasions[one.pk][:SHOWN])
        for one in rituals
    ]  # fmt: skip
    order = {rules.DROPPED: 0, rules.DUE: 1, rules.FINE: 2}
    return sorted(found, key=lambda one: (order[one.standing.state], one.ritual.title, one.ritual.pk))


def ritual(ritual_id: int) -> Ritual | None:
    return Ritual.objects.filter(pk=ritual_id, ended_at=None).select_related("team").first()
