"""Each stretch of four weeks is counted once, after it has closed, and what may be shown of it is kept; pages, exports and later
stretches read that. Between two stretches nothing changes, so that nobody's share shows the day it happens."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from liant.advocacy import between, queries
from liant.advocacy.breath import causes, counting, gathering
from liant.advocacy.breath.lasting import lasting
from liant.advocacy.breath.models import Publication
from liant.advocacy.breath.taken import STRETCH, House, Stretch, Taken
from liant.advocacy.breath.travelling import travelling
from liant.advocacy.breath.worth import QUARTER, worth
from liant.audit.actions import record
from liant.kit import clock
from liant.tenancy.models import Organisation

Json = dict[str, Any]


def publish_due() -> list[Publication]:
    """What has closed and was not published yet, in order; nothing before the programme opened."""
    programme = queries.programme()
    if programme is None or programme.opened_at is None:
        return []
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    days = gathering.Days(programme.opened_at.astimezone(zone).date(), zone)
    known = list(Publication.objects.order_by("number"))
    closed = days.of(clock.now()) // STRETCH
    due = [Stretch(number) for number in range(len(known) + 1, closed + 1)]
    if not due:
        return []
    house, taken = gathering.house(days), gathering.experts(days)
    made, earlier = [], [one.figures for one in known]
    with transaction.atomic():
        for stretch in due:
            figures = figures_of(house, taken, stretch, days, earlier)
            made.append(keep(stretch, days, figures))
            earlier.append(figures)
    return made


def keep(stretch: Stretch, days: gathering.Days, figures: Json) -> Publication:
    found = Publication.objects.create(
        number=stretch.number, from_on=day(days, stretch.first), to_on=day(days, stretch.past - 1), figures=figures
    )
    record(None, "breath.publish", found)
    return found


def figures_of(house: House, taken: list[Taken], stretch: Stretch, days: gathering.Days, earlier: list[Json]) -> Json:
    from_at, to_at = moment(days, stretch.first), moment(days, stretch.past)
    met, own = between.met(from_at, to_at), between.own_channels(from_at, to_at)
    who = counting.who_shares(house, taken, stretch)
    is_told = who["active"] is not None  # otherwise nothing is told from which it could be guessed
    lately = [who, *(one["who"] for one in earlier[-(QUARTER - 1) :])]
    figures: Json = {
        "who": who,
        "clicks": counting.clicks(taken, stretch) if is_told else None,
        "presence": counting.presence(taken),
        "asked": counting.asked(taken, stretch),
        "travel": travelling(taken if is_told else [], stretch, earlier),
        "lasting": lasting(taken if is_told else [], stretch),
        "content": causes.content(house, taken, stretch),
        "worth": worth(taken, stretch, is_told=all(one["active"] is not None for one in lately)),
        "example": causes.example(house, own, stretch),
        "animation": causes.animation(met, days.of(met.last_at) if met.last_at else None, stretch),
    }
    if who["opted"] is None:  # these tell how many take part, or ever shared
        figures["lasting"] |= {"curve": None, "generations": [], "unequal": None}
    figures["preceding"] = causes.preceding([*earlier, figures])
    figures["warning"] = causes.warning(figures, earlier)
    return figures


def day(days: gathering.Days, number: int) -> date:
    return days.first + timedelta(days=number)


def moment(days: gathering.Days, number: int) -> datetime:
    return datetime.combine(day(days, number), time(), days.zone)
