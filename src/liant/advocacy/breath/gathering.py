"""The nightly count looks into each expert's own rows, one after the other, for those who agreed to be counted; what it reads stays
in memory until it is a number about enough people. Nothing else in Liant reads somebody's own rows for somebody else."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from liant.accounts.models import Member, TeamMember
from liant.advocacy import between
from liant.advocacy.breath.models import Example
from liant.advocacy.breath.taken import House, Offered, Shared, Shown, Step, Taken
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

    def exactly(self, at: datetime) -> float:
        """With the part of the day."""
        local = at.astimezone(self.zone)
        return self.of(at) + (local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6) / 86_400


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
    """Those who agreed to be counted; what became of their links is looked up once for all of them together."""
    rows = [found for member in Member.objects.filter(is_active=True).order_by("id") if (found := own(member, days))]
    links = [link for _taken, shares in rows for _day, link in shares if link]
    follows, carried = follows_of(links, days), between.carried(links, datetime.combine(days.first, time(), days.zone))

    def whole(day: int, link: int | None) -> Shared:
        further = tuple(days.of(at) for at in carried.get(link or 0, ()))
        return Shared(day, tuple(follows.get(link or 0, ())), further)

    return [Taken(**taken, shares=tuple(whole(day, link) for day, link in shares)) for taken, shares in rows]


def own(member: Member, days: Days) -> tuple[dict, list[tuple[int, int | None]]] | None:
    with own_rows(member.pk):
        consent = Consent.objects.filter(member=member, purpose=Consent.Purpose.COUNT, taken_back_at=None).first()
        if consent is None:
            return None
        expert = Expert.objects.filter(member=member).first()
        if expert is None:
            return None
        told = list(Suggestion.objects.filter(member=member))
        shares = list(Share.objects.filter(member=member, state="done").values_list("done_at", "link_id", "offer_id"))
        offers = {offer for _at, _link, offer in shares}
        taken = {
            "key": member.pk,
            "joined": days.of(expert.joined_at),
            "shown": tuple(shown(one, days, is_shared=one.offer_id in offers) for one in told),
            "judged": tuple(judged(told, days)),
            "present": tuple(between.presence_of(member)),
            "asked": tuple((days.of(at), what) for at, what in between.asked_of(member)),
            "steps": tuple(Step(days.exactly(one.at), one.token, one.came_from) for one in between.steps_of(member)),
        }
        return taken, [(days.of(at), link) for at, link, _offer in shares if at]


def shown(one: Suggestion, days: Days, *, is_shared: bool) -> Shown:
    return Shown(
        days.of(one.made_at),
        one.is_explored,
        one.is_best,
        one.chance,
        one.eligible,
        one.opened_at is not None,
        is_shared,
    )


def judged(told: Iterable[Suggestion], days: Days) -> list[tuple[int, bool]]:
    """What was refused was of no use; otherwise what they said of it."""
    return [
        (days.of(one.made_at), bool(one.is_useful) and one.refused_at is None)
        for one in told
        if one.is_useful is not None or one.refused_at is not None
    ]


def follows_of(links: list[int], days: Days) -> Follows:
    found: Follows = {}
    for link, at, count in Follow.objects.filter(link__in=links, kind=PERSON).values_list("link_id", "at", "count"):
        found.setdefault(link, []).append((days.of(at), count))
    return found
