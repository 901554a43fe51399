"""The nightly count looks into each expert's own rows, one after the other, for those who agreed to be counted; what it reads stays
in memory until it is a number about enough people. Nothing else in Liant reads somebody's own rows for somebody else."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from liant.accounts.models import Member, TeamMember
from liant.advocacy import between
from liant.advocacy.breath.models import Example
from liant.advocacy.breath.taken import House, Offered, Shared, Taken
from liant.advocacy.models import Consent, Expert, Feedback, Invited, Offer, Share, Suggestion
from liant.links.models import Follow
from liant.links.rules import PERSON
from liant.tenancy.context import own_rows

Follows = dict[int, list[tuple[int, int]]]


class Days:
    """Moments as days since the programme opened, where the house is."""

    def __init__(self, first: date, zone: ZoneInfo) -> None:
        self.first, self.zone = first, zone

    def of(self, at: datetime) -> int:
        return (at.astimezone(self.zone).date() - self.first).days


def house(days: Days) -> House:
    """What anyone of the house may know."""
    teams: dict[int, list[str]] = {}
    for member_id, name in TeamMember.objects.filter(member__is_active=True).values_list("member_id", "team__name"):
        teams.setdefault(member_id, []).append(name)
    invited = Invited.objects.filter(member__is_active=True).values_list("member_id", "at")
    offered = Offer.objects.order_by("offered_at").values_list("offered_at", "kind", "topic_id", "is_about_us")
    return House(
        invited={member_id: days.of(at) for member_id, at in invited},
        teams=teams,
        offered=[Offered(days.of(at), kind, topic, is_us) for at, kind, topic, is_us in offered],
        said=[((week - days.first).days, reason) for week, reason in Feedback.objects.values_list("week", "reason")],
        examples=[(days.of(at), member_id) for at, member_id in Example.objects.values_list("at", "member_id")],
    )


def experts(days: Days) -> list[Taken]:
    """Those who agreed to be counted; their links' follows are looked up once for all of them together."""
    rows = [found for member in Member.objects.filter(is_active=True).order_by("id") if (found := own(member, days))]
    follows = follows_of([link for _taken, shares in rows for _day, link in shares if link], days)
    return [
        Taken(**taken, shares=tuple(Shared(day, tuple(follows.get(link or 0, ()))) for day, link in shares))
        for taken, shares in rows
    ]


def own(member: Member, days: Days) -> tuple[dict, list[tuple[int, int | None]]] | None:
    with own_rows(member.pk):
        consent = Consent.objects.filter(member=member, purpose=Consent.Purpose.COUNT, taken_back_at=None).first()
        if consent is None:
            return None
        expert = Expert.objects.filter(member=member).first()
        if expert is None:
            return None
        suggested = Suggestion.objects.filter(member=member).values_list(
            "made_at", "opened_at", "refused_at", "is_useful"
        )
        shares = (
            Share.objects.filter(member=member, state="done").annotate(when=F("done_at")).values_list("when", "link_id")
        )
        told = list(suggested)
        taken = {
            "key": member.pk,
            "joined": days.of(expert.joined_at),
            "suggested": tuple((days.of(made), opened is not None) for made, opened, _refused, _useful in told),
            "judged": tuple(judged(told, days)),
            "present": tuple(between.presence_of(member)),
            "asked": tuple((days.of(at), what) for at, what in between.asked_of(member)),
        }
        return taken, [(days.of(at), link) for at, link in shares if at]


def judged(told: Iterable[tuple], days: Days) -> list[tuple[int, bool]]:
    """What was refused was of no use; otherwise what they said of it."""
    return [
        (days.of(made), bool(useful) and refused is None)
        for made, _opened, refused, useful in told
        if useful is not None or refused is not None
    ]


def follows_of(links: list[int], days: Days) -> Follows:
    found: Follows = {}
    for link, at, count in Follow.objects.filter(link__in=links, kind=PERSON).values_list("link_id", "at", "count"):
        found.setdefault(link, []).append((days.of(at), count))
    return found
