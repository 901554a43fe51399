"""What the pages about waits are given."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liant.accounts.asking import member
from liant.accounts.models import Member, Team
from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.accounts.settings_pages import tabs
from liant.channels.models import Channel
from liant.inbox.models import Intent
from liant.inbox.waiting import forms, queries
from liant.inbox.waiting.figures import by, clockwork, figures_of
from liant.inbox.waiting.models import Target
from liant.inbox.waiting.rules import LEAST_PEOPLE, USUAL, in_force
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats
from liant.web.pieces import Tab

PERIODS = {"30": 30, "90": 90, "365": 365}
USUAL_PERIOD = "90"


def who_waits_page(request: HttpRequest) -> dict[str, Any]:
    """Grouped by how urgent it is, narrowed to a hat where one is asked for."""
    reader = member(request)
    hat = request.GET.get("hat", "")
    hat = hat if hat in visible_hats(reader) else ""
    found = queries.who_waits(reader, hat)
    here = reverse("flows:waits", args=[reader.organisation.slug])
    hats = queries.hats_that_wait(reader)
    choices = [Tab(here, pgettext("hats", "everyone"), not hat)]
    choices += [Tab(f"{here}?hat={one}", HatKind(one).label, one == hat) for one in hats]
    return {"found": found, "hat_choices": choices if len(hats) > 1 else [], "now": clock.now()}


def counted_hats(reader: Member) -> frozenset[str]:
    """Those who manage or audit read figures of every hat, without a word of anyone."""
    return frozenset(HatKind) if reader.has_role(Role.TEAM_MANAGER, Role.AUDITOR) else visible_hats(reader)


def figures_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    period = request.GET.get("days", USUAL_PERIOD)
    period = period if period in PERIODS else USUAL_PERIOD
    last = clock.now().astimezone(ZoneInfo(reader.organisation.time_zone)).date()
    first = last - timedelta(days=PERIODS[period] - 1)
    at = clockwork(first)
    days = queries.day_counts(first, last, hat__in=counted_hats(reader))
    channels = dict(Channel.objects.values_list("id", "name"))
    here = reverse("waiting:figures", args=[reader.organisation.slug])
    return {
        "periods": [Tab(f"{here}?days={key}", words, key == period) for key, words in period_words().items()],
        "from_day": first,
        "whole": figures_of(days, at),
        "tables": [
            (_("By hat"), named(by(days, lambda one: one.hat, at), dict(HatKind.choices))),
            (_("By what it is about"), named(by(days, lambda one: one.intent, at), dict(Intent.choices))),
            (_("By channel"), named(by(days, lambda one: one.channel_id, at), channels)),
            (_("By month"), months(by(days, month_of, at))),
        ],
        "satisfaction": queries.satisfaction_by_hat(reader, clock.now() - timedelta(days=PERIODS[period])),
        "least": LEAST_PEOPLE,
        "is_published": queries.is_published(),
        "may_publish": may(reader, "waiting.publish"),
    }


def period_words() -> dict[str, str]:
    return {"30": _("thirty days"), "90": _("three months"), "365": _("one year")}


def month_of(one: Any) -> date:
    return one.day.replace(day=1)


def named(groups: dict[Any, Any], names: dict[Any, Any]) -> list[tuple[Any, Any]]:
    return sorted(((names.get(key, key), figures) for key, figures in groups.items()), key=lambda row: str(row[0]))


def months(groups: dict[date, Any]) -> list[tuple[date, Any]]:
    return sorted(groups.items(), reverse=True)


def promises_page(request: HttpRequest, form: forms.PromiseForm | None = None) -> dict[str, Any]:
    own = {(one.hat, one.intent): one for one in Target.objects.select_related("team")}
    hats, intents = dict(HatKind.choices), dict(Intent.choices)
    teams = {team.id: team.name for team in Team.objects.all()}
    rows = [
        {
            "promise": promise,
            "hat": hats.get(promise.hat, ""),
            "intent": intents.get(promise.intent, ""),
            "team": teams.get(promise.team_id or 0, ""),
            "own": own.get(promise.key),
            "is_usual": any(promise.key == usual.key for usual in USUAL),
        }
        for promise in in_force(queries.own_promises()).values()
    ]
    return {
        "tabs": tabs(request, "waiting:promises"),
        "rows": sorted(rows, key=lambda row: (not row["hat"], str(row["hat"]), not row["intent"], str(row["intent"]))),
        "form": form or forms.PromiseForm(initial=first_values(request, in_force(queries.own_promises()))),
    }


def first_values(request: HttpRequest, promises: dict[tuple[str, str], Any]) -> dict[str, Any]:
    """The promise that the address names, to change it."""
    found = promises.get((request.GET.get("hat", ""), request.GET.get("intent", "")))
    if found is None:
        return {"amount": 1, "unit": "days", "is_on": True}
    return {"hat": found.hat, "intent": found.intent, "amount": found.amount, "unit": found.unit, "team": found.team_id,
            "is_on": found.is_on}  # fmt: skip


def private_channels() -> list[Channel]:
    """Where something may leave by itself: answers reach one person alone."""
    return [one for one in Channel.objects.all() if one.capabilities.can_reply and not one.capabilities.is_public]


def courtesies_page(request: HttpRequest, **given: Any) -> dict[str, Any]:
    channels, known = private_channels(), queries.acknowledgements()
    names = {one.id: one.name for one in channels}
    chosen = known.get((int_of(request.GET.get("channel", "")), request.GET.get("hat", "")))
    first: dict[str, Any] = {"has_link": True}
    if chosen:
        first = {"channel": chosen.channel_id, "hat": chosen.hat, "has_link": chosen.has_link, "is_on": chosen.is_on,
                 "text_fr": chosen.texts.get("fr", ""), "text_en": chosen.texts.get("en", "")}  # fmt: skip
    return {
        "tabs": tabs(request, "waiting:courtesies"),
        "channels": channels,
        "rows": [(names[one.channel_id], one) for one in known.values() if one.channel_id in names],
        "form": forms.AcknowledgementForm(channels=channels, initial=first),
        "asking_form": forms.AskingForm(initial={"hats": sorted(queries.asked_hats())}),
        **given,
    }


def int_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
