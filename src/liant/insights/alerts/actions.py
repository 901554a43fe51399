"""Places that are told, what is told to them, and what came of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.insights.alerts.models import Alert, Place
from liant.insights.alerts.places import checked
from liant.insights.alerts.rules import after_quiet, next_attempt, start_of_day
from liant.insights.alerts.states import ALERT
from liant.insights.facts import Fact
from liant.jobs import live
from liant.jobs.queue import SOON, defer
from liant.kit import clock, secrets
from liant.tenancy.models import Organisation

SEND = "alerts.send"
LEASE = timedelta(minutes=10)  # after a crash half-way, it is tried again then


def set_place(*, actor: Member, place: Place | None, address: str = "", **values: Any) -> Place:
    """A new place, or a change. An empty address keeps the one that is stored. Raises NotAPlace."""
    check(actor, "alerts.change")
    shown = checked(address) if address else ""
    with transaction.atomic():
        place = place or Place(made_by=actor, language=actor.user.language)
        if address:
            place.address, place.shown = secrets.seal(address.strip()), shown[:120]
        for field, value in values.items():
            setattr(place, field, value)
        place.save()
        record(actor, "alerts.set_place", place, name=place.name)
        live.notify("alerts")
    return place


def remove_place(*, actor: Member, place: Place) -> None:
    check(actor, "alerts.change")
    with transaction.atomic():
        record(actor, "alerts.remove_place", place, name=place.name)
        place.delete()
        live.notify("alerts")


def try_place(*, actor: Member, place: Place) -> None:
    """A word of test, at once, also in quiet hours: somebody is waiting at the screen."""
    check(actor, "alerts.change")
    with transaction.atomic(), override(place.language):
        now = clock.now()
        alert = Alert.objects.create(
            place=place, key=f"test:{now.isoformat()}", title=_("A test from Liant"), happened_at=now, next_at=now,
            words=_("If you read this, alerts reach you here."), url=settings.BASE_URL,
        )  # fmt: skip
        record(actor, "alerts.try_place", place, name=place.name)
        defer(SEND, once=f"alert:{alert.id}", priority=SOON, organisation_id=place.organisation_id, alert_id=alert.id)


def note_facts(*, place: Place, kind: str, facts: Iterable[Fact]) -> None:
    """Each once for this place, however often it is found; through quiet hours it waits."""
    house = Organisation.objects.get()
    leaves_at = after_quiet(clock.now(), ZoneInfo(house.time_zone), place.quiet_from, place.quiet_until)
    new = [
        Alert(
            organisation_id=house.id, place=place, key=f"{kind}:{fact.key}"[:160], title=fact.title[:200],
            words=fact.words, url=address_of(fact, house), happened_at=fact.happened_at, next_at=leaves_at,
        )
        for fact in facts
        if fact.happened_at >= place.told_since
    ]  # fmt: skip
    if new:
        Alert.objects.bulk_create(new, ignore_conflicts=True)
        live.notify("alerts")


def address_of(fact: Fact, house: Organisation) -> str:
    numbers = [fact.number] if fact.number is not None else []
    return settings.BASE_URL + reverse(fact.url_name, args=[house.slug, *numbers])


def claim(*, alert_id: int) -> Alert | None:
    """Take it on for a while, when it is due, nobody is to be left in peace, and the day has room for it."""
    with transaction.atomic():
        found = Alert.objects.select_for_update(of=("self",)).select_related("place")
        alert = found.filter(id=alert_id, state="waiting").first()
        now = clock.now()
        if alert is None or alert.next_at is None or alert.next_at > now:
            return None
        is_test, place, zone = (
            alert.key.startswith("test:"),
            alert.place,
            ZoneInfo(Organisation.objects.get().time_zone),
        )
        if not is_test and not place.is_on:
            settle(alert, "held_back", now)
            return None
        peace = after_quiet(now, zone, place.quiet_from, place.quiet_until)
        if not is_test and peace > now:
            Alert.objects.filter(id=alert.id).update(next_at=peace)
            return None
        sent = place.alerts.filter(state="sent", settled_at__gte=start_of_day(now, zone)).exclude(
            key__startswith="test:"
        )
        told = sent.count() if not is_test else 0
        if told >= place.most_a_day and not is_test:
            settle(alert, "held_back", now)
            return None
        alert.attempts += 1
        alert.next_at = now + LEASE
        alert.save(update_fields=["attempts", "next_at"])
        if told + 1 == place.most_a_day and not is_test:
            with override(place.language):
                alert.words += " " + _("This is the last message today; what else happens is in Liant.")
    return alert


def note_told(*, alert: Alert) -> None:
    with transaction.atomic():
        settle(alert, "sent", clock.now())
        Place.objects.filter(id=alert.place_id).update(last_sent_at=clock.now(), last_problem="")


def note_not_told(*, alert: Alert, problem: str) -> None:
    """Tried again, less and less often; then it could not be told, and the page says so."""
    with transaction.atomic():
        Place.objects.filter(id=alert.place_id).update(last_problem=problem[:300])
        again = next_attempt(alert.attempts, clock.now())
        if again and not alert.key.startswith("test:"):
            Alert.objects.filter(id=alert.id).update(next_at=again)
            live.notify("alerts")
        else:
            settle(alert, "failed", clock.now())


def settle(alert: Alert, state: str, at: datetime) -> None:
    ALERT.check("waiting", state)
    Alert.objects.filter(id=alert.id, state="waiting").update(state=state, settled_at=at, next_at=None)
    live.notify("alerts")
