"""A meeting as a calendar reads it (iCalendar, RFC 5545): a moment in UTC, or only a day where no hour is common."""

from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from liant import __version__
from liant.kit import clock
from liant.kit.secrets import keyed_hash
from liant.meetings import rules
from liant.meetings.queries import Table


def names_of(table: Table) -> str:
    """ "Bob" or "Bob and Chloe"."""
    names = [one.other.name for one in table.partners]
    return gettext("%(one)s and %(other)s") % {"one": names[0], "other": names[1]} if len(names) > 1 else names[0]


def question_of(table: Table) -> str:
    round_ = table.round
    return round_.question_fr if (get_language() or "").startswith("fr") else round_.question_en


def home_of(table: Table) -> str:
    return settings.BASE_URL + reverse("meetings:mine", args=[table.partners[0].organisation.slug])


def as_calendar(table: Table) -> bytes:
    """In the language that is set."""
    from icalendar import Calendar  # only for those who ask

    calendar = Calendar()
    calendar.add("prodid", f"-//Liant//{__version__}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_as_event(table))
    return calendar.to_ical()


def _as_event(table: Table) -> Any:
    from icalendar import Event  # as above

    mine = table.partners[0]
    event = Event()
    event.add("uid", f"{keyed_hash('meeting', f'{mine.round_id}:{mine.number}')[:24]}@{mine.organisation.slug}.liant")
    event.add("dtstamp", clock.now().astimezone(UTC).replace(microsecond=0))
    if mine.starts_at is not None:
        starts_at = mine.starts_at.astimezone(UTC).replace(microsecond=0)
        event.add("dtstart", starts_at)
        event.add("dtend", starts_at + rules.LASTS)
    else:
        day = rules.days_of(table.round.day)[0]
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", gettext("A moment with %(names)s") % {"names": names_of(table)})
    event.add("description", question_of(table))
    event.add("url", home_of(table))
    event.add("transp", "OPAQUE" if mine.starts_at else "TRANSPARENT")
    return event
