"""The policy in words, and what the channels did beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.channels.models import Channel
from liant.web.pieces import Tab
from liant.writing.editorial import queries
from liant.writing.editorial.forms import DAYS
from liant.writing.editorial.jobs import months_back
from liant.writing.editorial.models import ChannelMonth, Policy


@dataclass(frozen=True)
class Share:
    """A part of a whole, never without it."""

    part: int
    whole: int

    @property
    def per_cent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Month:
    counted: ChannelMonth
    ceiling: int | None

    @property
    def answers(self) -> Share:
        return Share(self.counted.answered, self.counted.asked)

    @property
    def relayed(self) -> Share:
        return Share(self.counted.relayed, self.counted.said)

    @property
    def subject(self) -> Share | None:
        return None if self.counted.subject is None else Share(self.counted.subject, self.counted.read)

    @property
    def ourselves(self) -> Share:
        return Share(self.counted.ourselves, self.counted.read)

    @property
    def formal(self) -> Share:
        return Share(self.counted.formal, self.counted.addressing)

    @property
    def is_over(self) -> bool:
        share = self.ourselves.per_cent
        return self.ceiling is not None and share is not None and share > self.ceiling


def the_channel(channel_id: int | None) -> Channel | None:
    if channel_id is None:
        return None
    found = Channel.objects.filter(pk=channel_id).first()
    if found is None:
        raise Http404
    return found


def channel_tabs(request: HttpRequest, current: Channel | None) -> list[Tab]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    house = Tab(reverse("editorial:policy", args=[slug]), _("The house"), current is None)
    return [house] + [
        Tab(reverse("editorial:channel", args=[slug, one.pk]), one.name, current is not None and one.pk == current.pk)
        for one in Channel.objects.all()
        if one.capabilities.can_post
    ]


def in_words(policy: Policy) -> list[tuple[str, str]]:
    """What everyone may read of it: what is spoken of, to whom, and what is not. Who agrees is told inside only."""
    languages = {"fr": _("French"), "en": _("English")}
    found = [
        (_("What we speak of"), policy.subject),
        (_("To whom"), policy.publics),
        (_("In which languages"), ", ".join(languages.get(one, one) for one in policy.languages)),
        (_("In which tone"), policy.tone),
        (_("How often"), rhythm(policy)),
        (_("Speaking of ourselves"), ceiling(policy)),
        (_("What else has its place"), policy.passions),
        (_("What we don’t publish"), policy.never),
    ]
    return [(label, words) for label, words in found if words]


def rhythm(policy: Policy) -> str:
    if policy.pieces_a_week is None:
        return ""
    return _("%(count)s a week") % {"count": policy.pieces_a_week}


def ceiling(policy: Policy) -> str:
    if policy.self_talk_ceiling is None:
        return ""
    return _("%(share)s%% of what we publish, at most") % {"share": policy.self_talk_ceiling}


def inside_words(policy: Policy) -> list[tuple[str, str]]:
    """What only the house reads."""
    slots = ", ".join(f"{DAYS[day]} {hour}" for day, hour in policy.slots)
    shares = ""
    if policy.paid_share is not None:
        shares = _("paid %(paid)s%%, owned %(owned)s%%, earned %(earned)s%%") % {
            "paid": policy.paid_share, "owned": policy.owned_share, "earned": policy.earned_share,
        }  # fmt: skip
    writers = ", ".join(str(Role(one).label) for one in policy.writer_roles)
    found = [
        (_("Usual moments"), slots),
        (_("Paid, owned, earned"), shares),
        (_("Who writes"), writers),
        (_("Who agrees"), agreements(policy)),
    ]
    return [(label, words) for label, words in found if words]


def agreements(policy: Policy) -> str:
    if not policy.steps:
        return _("nobody: whoever writes decides")
    wanted = [one["member_id"] for one in policy.steps if one.get("member_id")]
    names = dict(Member.objects.filter(pk__in=wanted).values_list("pk", "name"))
    who = [
        names.get(one.get("member_id"), "")
        or (str(Role(one["role"]).label) if one.get("role") else _("whoever may agree"))
        for one in policy.steps
    ]
    told = _(", then ").join(who)
    return (
        told if all(one["may_author_agree"] for one in policy.steps) else _("%(who)s, never the author") % {"who": told}
    )


def example_page() -> dict[str, Any]:
    """Each own channel, month by month; a month that nobody counted yet is not there."""
    months = months_back(queries.MONTHS)
    found = queries.months_counted(months[0])
    return {
        "channels": [
            (channel, months_of(channel, list(rows))) for channel, rows in groupby(found, key=lambda one: one.channel)
        ],
        "is_counting": any(one.pk not in {row.channel_id for row in found} for one in queries.own_channels()),
        "has_channels": bool(queries.own_channels()),
    }


def months_of(channel: Channel, rows: Sequence[ChannelMonth]) -> list[Month]:
    policy = queries.in_force(channel)
    return [Month(row, policy.self_talk_ceiling if policy else None) for row in reversed(rows)]
