"""The programme's calendar as other programmes read it (iCalendar, RFC 5545): moments in UTC; no name of a colleague."""

from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from liant import __version__
from liant.advocacy.animation import queries
from liant.advocacy.animation.models import Meeting
from liant.kit import clock
from liant.tenancy.models import Organisation

BACK, AHEAD = timedelta(days=92), timedelta(days=366)


def as_calendar(house: Organisation) -> bytes:
    from icalendar import Calendar, vText  # only for those who ask

    today = queries.today()
    calendar = Calendar()
    calendar.add("prodid", f"-//Liant//{__version__}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar["X-WR-CALNAME"] = vText(gettext("%(house)s: meetings of the programme") % {"house": house.name})
    calendar["X-PUBLISHED-TTL"] = "PT1H"
    for meeting in queries.meetings_between(today - BACK, today + AHEAD):
        calendar.add_component(as_event(house, meeting))
    return calendar.to_ical()


def as_event(house: Organisation, meeting: Meeting) -> Any:
    from icalendar import Event  # as above

    address = reverse("animation:meeting", kwargs={"organisation_slug": house.slug, "meeting_id": meeting.pk})
    starts_at = meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{house.slug}.liant")
    event.add("dtstamp", clock.now().astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=meeting.minutes))
    event.add("summary", meeting.title)
    if where := meeting.place or meeting.url:
        event.add("location", where)
    event.add("url", settings.BASE_URL + address)
    event.add("status", "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED")
    return event
