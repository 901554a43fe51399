"""What the first page says of what was heard: the last fortnight by day, and what changed beside the weeks before."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.channels.models import Channel
from liant.engines.spikes import Judgement, compare, judge
from liant.inbox.models import Intent
from liant.inbox.waiting.rules import share
from liant.insights.figures import queries, words
from liant.insights.figures.queries import Period
from liant.web.front import Section
from liant.web.pieces import Column

FORTNIGHT = timedelta(days=14)
WEEKS = 8
WATCHED = (Intent.PRAISE, Intent.COMPLAINT, Intent.QUESTION)


def heard(request: HttpRequest) -> Section | None:
    """The last fortnight, beside the one before."""
    reader, channels = reader_of(request)
    if not channels:
        return None
    zone, last = ZoneInfo(reader.organisation.time_zone), queries.today_of(reader)
    now = queries.heard(channels, last - FORTNIGHT + timedelta(days=1), last, zone)
    before = queries.heard(channels, now.first - FORTNIGHT, now.first - timedelta(days=1), zone)
    if not now.total and not before.total:
        return None
    missing = queries.days_missing(now.gaps, now.first, now.last, zone)
    return {"template": "figures/parts/heard.html", "context": {
        "period": now,
        "summary": summary(now),
        "rows": [row for row in (interval_row(_("These 14 days"), now), interval_row(_("The 14 before"), before)) if row],
        "verdict": words.side_by_side(change_of(before, now)),
        "missing": words.missing(now.gaps, len(missing)),
        "columns": columns_of(now, missing),
    }}  # fmt: skip


def changed(request: HttpRequest) -> Section | None:
    """How the last seven days differ from the weeks before, as far as chance lets one say so; and thanks."""
    reader, channels = reader_of(request)
    if not channels:
        return None
    zone, last = ZoneInfo(reader.organisation.time_zone), queries.today_of(reader) - timedelta(days=1)
    since = queries.first_day(channels)
    if since is None:
        return None
    said = [words.volume(volume_of(channels, last, since, zone)), *shares_that_changed(channels, last, zone)]
    praise = queries.thanks(reader, last - timedelta(days=28), last - timedelta(days=1))
    context = {"said": said, "thanked": words.thanked(praise) if praise.owed else ""}
    return {"template": "figures/parts/changed.html", "context": context}


def reader_of(request: HttpRequest) -> tuple[Member, list[Channel]]:
    reader: Member = request.member  # type: ignore[attr-defined]
    return reader, queries.counted_channels(reader) if may(reader, "figures.see") else []


def summary(period: Period) -> str:
    """ "87 mentions, 38 of them praise: 44 % (34 to 54 %)."."""
    values = {"n": period.total, "praise": period.intents[Intent.PRAISE]}
    found = share(period.intents[Intent.PRAISE], period.total)
    if found is None:
        return _("Heard: %(n)s. Praise among them: %(praise)s.") % values
    return _("Heard: %(n)s. Praise among them: %(praise)s, that is %(share)s.") % {
        **values,
        "share": words.percent(found),
    }


def interval_row(name: str, period: Period) -> dict[str, Any] | None:
    found = share(period.intents[Intent.PRAISE], period.total)
    if found is None:
        return None
    low, point, high = found
    return {"name": name, "low": low, "point": point, "high": high, "words": words.percent(found)}


def change_of(before: Period, now: Period) -> Any:
    if share(0, before.total) is None or share(0, now.total) is None:
        return None
    return compare(before.intents[Intent.PRAISE], before.total, now.intents[Intent.PRAISE], now.total)


def columns_of(period: Period, missing: set[date]) -> list[Column]:
    """A day on which nothing came, and of which something is missing, may not have been silent: it is not zero."""
    found = []
    for day in period.days:
        counts = period.by_day.get(day)
        total = counts.total() if counts else 0
        has_gap = day in missing
        praise = counts[Intent.PRAISE] if counts else 0
        name = words.day_name(day)
        if not total and has_gap:
            found.append(Column(str(day.day), None, name=name))
        else:
            found.append(Column(str(day.day), total, praise, is_partial=has_gap, name=name))
    return found


def volume_of(channels: list[Channel], last: date, since: date, zone: ZoneInfo) -> Judgement:
    """The last seven whole days, beside the whole weeks before of which nothing is missing."""
    first = last - timedelta(days=7 * (WEEKS + 1) - 1)
    totals = queries.totals(channels, first, last)
    missing = queries.days_missing(queries.gaps(channels, first, last, zone), first, last, zone)
    before = queries.weeks_before(totals, last, WEEKS, since, missing)
    return judge(sum(totals.get(last - timedelta(days=n), 0) for n in range(7)), before)


def shares_that_changed(channels: list[Channel], last: date, zone: ZoneInfo) -> list[str]:
    """Of what people wanted, and of their tone: the last seven days beside the four weeks before."""
    now = queries.heard(channels, last - timedelta(days=6), last, zone)
    before = queries.heard(channels, last - timedelta(days=34), last - timedelta(days=7), zone)
    asked = [
        (str(intent.label), (before.intents[intent], before.total), (now.intents[intent], now.total))
        for intent in WATCHED
    ]
    asked.append(
        (_("unfavourable tone"), (before.unfavourable, before.with_tone), (now.unfavourable, now.with_tone)),
    )
    found = []
    for name, then, today in asked:
        was, is_now = share(*then), share(*today)
        change = compare(*then, *today, together=len(asked)) if was and is_now else None
        if was and is_now and change and change.verdict != "none":
            found.append(words.changed(name[:1].upper() + name[1:], was, is_now, change))
    if not found and share(0, now.total):
        found.append(_("What people want, and their tone: no change that chance would not explain."))
    return found


def thanked(request: HttpRequest) -> Section | None:
    """On the page of thanks: how much praise was thanked within a day."""
    reader, _channels = reader_of(request)
    if not may(reader, "figures.see"):
        return None
    last = queries.today_of(reader) - timedelta(days=2)
    praise = queries.thanks(reader, last - timedelta(days=27), last)
    return (
        {"template": "figures/parts/thanked.html", "context": {"words": words.thanked(praise)}} if praise.owed else None
    )
