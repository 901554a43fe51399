"""A meeting as a calendar reads it (iCalendar, RFC 5545): a moment in UTC, or only a day where no hour is common."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from liant import __version__
from liant.accounts.models import Member
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
    mine = table.partners[0]
    summary = gettext("A moment with %(names)s") % {"names": names_of(table)}
    found = event(
        f"{mine.round_id}:{mine.number}", mine.member, mine.starts_at or rules.days_of(table.round.day)[0],
        summary=summary, url=home_of(table),
    )  # fmt: skip
    found.add("description", question_of(table))
    return in_calendar(found)


def in_calendar(found: Any) -> bytes:
    from icalendar import Calendar  # only for those who ask

    calendar = Calendar()
    calendar.add("prodid", f"-//Liant//{__version__}//{(get_language() or 'en')[:2].upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(found)
    return calendar.to_ical()


def event(key: str, member: Member, begins: datetime | date, *, summary: str, url: str) -> Any:
    """Half an hour from a moment on, or a day on which a moment is still to be found. `key`: the same event by the same key."""
    from icalendar import Event  # as above

    made = Event()
    made.add("uid", f"{keyed_hash('meeting', key)[:24]}@{member.organisation.slug}.liant")
    made.add("dtstamp", clock.now().astimezone(UTC).replace(microsecond=0))
    has_moment = isinstance(begins, datetime)
    if isinstance(begins, datetime):
        begins = begins.astimezone(UTC).replace(microsecond=0)
    made.add("dtstart", begins)
    made.add("dtend", begins + (rules.LASTS if has_moment else timedelta(days=1)))
    made.add("summary", summary)
    made.add("url", url)
    made.add("transp", "OPAQUE" if has_moment else "TRANSPARENT")
    return made
