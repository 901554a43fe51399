"""What the calendar says in words: moments by the clock of the house, states, and what one would stumble on."""

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from django.utils.translation import get_language, gettext, pgettext_lazy

from liant.kit.words import time_in_words
from liant.writing.calendar import queries
from liant.writing.calendar.models import LocalEvent
from liant.writing.calendar.moments import Moment, Sort, shown
from liant.writing.models import Version

STATES = {
    "draft": pgettext_lazy("on the calendar", "draft"),
    "in_review": pgettext_lazy("on the calendar", "waits for an agreement"),
    "agreed": pgettext_lazy("on the calendar", "agreed"),
    "approved": pgettext_lazy("on the calendar", "agreed, to be confirmed"),
    "scheduled": pgettext_lazy("on the calendar", "planned"),
    "late": pgettext_lazy("on the calendar", "did not leave yet"),
    "missed": pgettext_lazy("on the calendar", "missed: it waits for your word"),
    "published": pgettext_lazy("on the calendar", "published"),
}


def state_in_words(state: str) -> str:
    return str(STATES[state])


def language() -> str:
    return (get_language() or "en")[:2]


def hour_in_words(moment: Moment) -> str:
    return time_in_words(datetime.combine(moment.day, moment.hour), language())


def day_in_words(day: date, *, is_short: bool = False) -> str:
    """ "mardi 24 novembre 2026"; or "mar. 24", with the month where one begins."""
    if is_short:
        return format_skeleton(
            "MMMEd" if day.day == 1 else "EEd", datetime.combine(day, datetime.min.time()), locale=language()
        )
    found = format_date(day, "full", locale=language())
    return found.replace(" 1 ", " 1er ", 1) if language() == "fr" else found


def month_in_words(day: date) -> str:
    found = format_skeleton("yMMMM", datetime.combine(day, datetime.min.time()), locale=language())
    return found[:1].upper() + found[1:]


def moment_in_words(moment: Moment) -> str:
    return gettext("%(day)s at %(hour)s") % {"day": day_in_words(moment.day), "hour": hour_in_words(moment)}


def clock_words(moment: Moment) -> str:
    """What the change of the clock does to this moment, or nothing."""
    if moment.sort is Sort.SKIPPED:
        return gettext("That hour does not exist on that day, the clocks go forward: it is put at %(hour)s.") % {
            "hour": hour_in_words(moment)
        }
    if moment.sort is Sort.TWICE:
        return gettext("That hour comes twice on that day, the clocks go back: it is meant for the first of the two.")
    return ""


def stumbles(version: Version, moment: Moment) -> list[str]:
    """What somebody would want to know of this moment; none of it stands in the way."""
    found = [clock_words(moment), *day_words(moment.day)]
    for other in queries.near(version, moment.at)[:3]:
        hour = hour_in_words(shown(other.at, queries.house_zone()))  # type: ignore[attr-defined]  # annotated
        found.append(
            gettext("“%(title)s” leaves by the same way at %(hour)s.") % {"title": other.piece.title, "hour": hour}
        )
    twin = queries.same_words(version, moment.at)
    if twin:
        day = day_in_words(shown(twin.at, queries.house_zone()).day)  # type: ignore[attr-defined]  # as above
        found.append(
            gettext("The very same words are in “%(title)s”, %(day)s.") % {"title": twin.piece.title, "day": day}
        )
    return [words for words in found if words]


def day_words(day: date) -> list[str]:
    """That it is a day off, and what happens near by."""
    found = []
    name = queries.days_off(day, day).get(day)
    if name is not None:
        found.append(
            gettext("That day is %(name)s.") % {"name": name}
            if name
            else gettext("That day is a day off of the house.")
        )
    if events := queries.events_between(day, day):
        found.append(gettext("On that day: %(events)s.") % {"events": listed(events)})
    return found


def listed(events: Sequence[LocalEvent]) -> str:
    return ", ".join(one.name for one in events[:4])
