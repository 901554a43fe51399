"""The calendar as other programmes read it (iCalendar, RFC 5545): moments in UTC, so that no zone has to be described; no
name of a colleague."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from liant import __version__
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.calendar import queries
from liant.writing.calendar.models import LocalEvent
from liant.writing.calendar.moments import DAY
from liant.writing.calendar.words import state_in_words
from liant.writing.models import Version

LASTS = timedelta(minutes=15)
BACK, AHEAD, MOST = 92, 366, 2000
FIRM = ("scheduled", "late", "missed", "published")


def as_calendar(house: Organisation) -> bytes:
    from icalendar import Calendar, vText  # only for those who ask

    today = clock.now().astimezone(queries.house_zone()).date()
    first, last = today - BACK * DAY, today + AHEAD * DAY
    calendar = Calendar()
    calendar.add("prodid", f"-//Liant//{__version__}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = vText(gettext("%(house)s: what we publish") % {"house": house.name})
    calendar["X-PUBLISHED-TTL"] = "PT1H"
    calendar["REFRESH-INTERVAL"] = "PT1H"
    versions = queries.versions_between(first, last, MOST)
    missed = queries.missed_of(versions)
    for version in versions:
        calendar.add_component(as_event(house, version, queries.state_of(version, missed)))
    for event in queries.events_between(first, last):
        calendar.add_component(as_whole_days(house, event))
    return calendar.to_ical()


def as_event(house: Organisation, version: Version, state: str) -> Any:
    from icalendar import Event  # as above

    at: datetime = version.at  # type: ignore[attr-defined]  # annotated by the query
    address = reverse("writing:edit", kwargs={"organisation_slug": house.slug, "piece_id": version.piece_id})
    url = f"{settings.BASE_URL}{address}?version={version.pk}"
    event = Event()
    event.add("uid", f"version-{version.pk}@{house.slug}.liant")
    event.add("dtstamp", clock.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtend", (at + LASTS).astimezone(UTC).replace(microsecond=0))
    event.add("last-modified", version.changed_at.astimezone(UTC).replace(microsecond=0))
    where = queries.label_of(version)
    event.add("summary", pgettext("event", "%(title)s, %(where)s") % {"title": version.piece.title, "where": where})
    event.add("description", f"{state_in_words(state)}\n{url}")
    event.add("url", url)
    event.add("status", "CONFIRMED" if state in FIRM else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def as_whole_days(house: Organisation, local_event: LocalEvent) -> Any:
    from icalendar import Event  # as above

    event = Event()
    event.add("uid", f"event-{local_event.pk}@{house.slug}.liant")
    event.add("dtstamp", clock.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", local_event.from_on)
    event.add("dtend", local_event.to_on + DAY)
    event.add("summary", local_event.name)
    if local_event.place:
        event.add("location", local_event.place)
    event.add("transp", "TRANSPARENT")
    return event
