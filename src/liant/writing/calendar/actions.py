"""Moments given to versions from the calendar, events near by, private addresses. The moves themselves are `writing.moves`:
an agreed version is planned, another only wished for."""

import secrets
from collections.abc import Sequence
from datetime import date, time

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.writing import moves
from liant.writing.calendar import queries
from liant.writing.calendar.models import Feed, LocalEvent
from liant.writing.calendar.moments import Moment, bounds, moment_of, moved, shown, slots_between
from liant.writing.calendar.reading import Event
from liant.writing.calendar.rules import free
from liant.writing.models import Version
from liant.writing.rhythm import rhythm_of

WITHOUT_A_SLOT = time(9)
PLANNED = ("approved", "scheduled")


class IsOver(Exception):
    """A moment that has passed: nothing leaves backwards."""


def give_moment(*, actor: Member, version: Version, day: date, hour: time) -> Moment:
    """At this day and hour by the clock of the house. Raises IsOver."""
    moment = moment_of(day, hour, queries.house_zone())
    _give(actor, version, moment)
    return moment


def move_to_day(*, actor: Member, version: Version, day: date) -> Moment:
    """On another day at the same hour; what had no moment takes the first free slot of the day. Raises IsOver."""
    zone = queries.house_zone()
    if version.planned_at is None:
        moment = moment_of(day, _first_free(version, day), zone)
    else:
        moment = moved(version.planned_at, day, zone)
        if moment.at == version.planned_at:
            return moment
    _give(actor, version, moment)
    return moment


def confirm(*, actor: Member, version: Version) -> Moment:
    """What was wished for before it was agreed to is planned for that moment. Raises IsOver."""
    moment = shown(version.planned_at or clock.now(), queries.house_zone())
    _give(actor, version, moment)
    return moment


def take_off(*, actor: Member, version: Version) -> None:
    """Off the calendar; what was agreed to stays so."""
    if version.state == "scheduled":
        moves.unschedule(actor=actor, version=version)
    else:
        moves.plan(actor=actor, version=version, at=None)


def _give(actor: Member, version: Version, moment: Moment) -> None:
    if moment.at <= clock.now():
        raise IsOver
    act = moves.schedule if version.state in PLANNED else moves.plan
    act(actor=actor, version=version, at=moment.at)


def _first_free(version: Version, day: date) -> time:
    zone = queries.house_zone()
    slots = list(slots_between(rhythm_of(version.channel).slots, day, day, zone))
    mine = queries.place_of(version.network, version.channel_id, version.language)
    taken = {one.at for one in queries.taken_between(*bounds(day, day, zone)) if one.place == mine}
    found = free(slots, taken, clock.now())
    return found[0].hour if found else WITHOUT_A_SLOT


def note_event(*, actor: Member, name: str, from_on: date, to_on: date | None = None, place: str = "") -> LocalEvent:
    check(actor, "calendar.note")
    with transaction.atomic():
        event = LocalEvent.objects.create(
            name=name.strip(), from_on=from_on, to_on=to_on or from_on, place=place.strip()
        )
        record(actor, "calendar.note", event, name=event.name)
    return event


def drop_event(*, actor: Member, event: LocalEvent) -> None:
    check(actor, "calendar.note")
    with transaction.atomic():
        record(actor, "calendar.drop", event, name=event.name)
        event.delete()


def take_in_events(*, actor: Member, source: str, found: Sequence[Event]) -> int:
    """What a calendar told, in the place of what it told before."""
    check(actor, "calendar.note")
    with transaction.atomic():
        LocalEvent.objects.filter(source=source).delete()
        LocalEvent.objects.bulk_create(
            LocalEvent(organisation_id=actor.organisation_id, source=source, name=one.name, from_on=one.from_on,
                       to_on=one.to_on, place=one.place)
            for one in found
        )  # fmt: skip
        record(actor, "calendar.take_in", actor.organisation, count=len(found))
    return len(found)


def drop_source(*, actor: Member, source: str) -> None:
    check(actor, "calendar.note")
    with transaction.atomic():
        LocalEvent.objects.filter(source=source).exclude(source="").delete()
        record(actor, "calendar.drop_source", actor.organisation)


def share(*, actor: Member) -> tuple[Feed, str]:
    """One's own private address, made or made anew: the one before works no more. Its token is told once."""
    check(actor, "calendar.share")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        feed, _made = Feed.objects.update_or_create(
            member=actor, defaults={"token_hash": hash_token(token), "made_at": clock.now()}
        )
        record(actor, "calendar.share", feed)
    return feed, token


def close_feed(*, actor: Member) -> None:
    check(actor, "calendar.share")
    with transaction.atomic():
        for feed in Feed.objects.filter(member=actor):
            record(actor, "calendar.close", feed)
            feed.delete()
