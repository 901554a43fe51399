"""How often to ask a feed: as often as it publishes asks for, never more often than it says, and within bounds."""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from liant.connectors.contract import IncomingItem

SHORTEST, USUAL, LONGEST = 900.0, 3600.0, 3 * 3600.0
LONGEST_ASKED_FOR = 24 * 3600.0  # what a feed may ask for at most
WITH_A_HUB = (3600.0, 24 * 3600.0)  # a safety net: its hub tells at once
ASKED_PER_ENTRY = 4  # times between two entries
LOOKED_AT = 20  # entries
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_HOURS = re.compile(rb"<skipHours>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_DAYS = re.compile(rb"<skipDays>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_MAX_AGE = re.compile(r"\bmax-age=(\d{1,9})")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def gap_seconds(items: Sequence[IncomingItem]) -> float | None:
    """The usual time between two entries, from the latest ones; None when too few are dated."""
    moments = sorted({item.published_at for item in items if item.published_at}, reverse=True)[:LOOKED_AT]
    gaps = [(later - earlier).total_seconds() for later, earlier in itertools.pairwise(moments)]
    return median(gaps) if len(gaps) >= 2 else None


def asked_for_seconds(headers: Mapping[str, str], document: bytes) -> float:
    """What the feed itself asks for: `Cache-Control: max-age`, `<ttl>` in minutes; 0 without a wish."""
    age = _MAX_AGE.search(headers.get("cache-control", "").lower())
    ttl = _TTL.search(document[:20_000])
    wished = max(float(age[1]) if age else 0.0, float(ttl[1]) * 60 if ttl else 0.0)
    return min(wished, LONGEST_ASKED_FOR)


def skipped(document: bytes) -> tuple[list[int], list[int]]:
    """The hours (0 to 23, in GMT) and days (0 is Monday) at which the feed asks to be left alone."""
    hours, days = _HOURS.search(document[:20_000]), _DAYS.search(document[:20_000])
    told = {int(hour) % 24 for hour in re.findall(rb">\s*(\d{1,2})\s*<", hours[1] if hours else b"")}
    named = {name.decode().lower() for name in re.findall(rb">\s*([A-Za-z]+)\s*<", days[1] if days else b"")}
    weekdays = [number for number, name in enumerate(DAYS) if name in named]
    return (sorted(told) if len(told) < 24 else [], weekdays if len(weekdays) < 7 else [])


def pause(
    gap: float | None,
    newest_at: datetime | None,
    asked_for: float,
    skip: tuple[Sequence[int], Sequence[int]],
    now: datetime,
    *,
    has_hub: bool,
) -> float:
    """Seconds until the feed is asked again."""
    if gap is None:
        wished = USUAL
    else:
        silent = (now - newest_at).total_seconds() if newest_at else 0.0
        wished = max(gap, silent / 10) / ASKED_PER_ENTRY
    seconds = min(max(wished, SHORTEST), LONGEST)
    if has_hub:
        seconds = min(max(wished * 4, WITH_A_HUB[0]), WITH_A_HUB[1])
    return _past_skipped(max(seconds, asked_for), skip, now)


def _past_skipped(seconds: float, skip: tuple[Sequence[int], Sequence[int]], now: datetime) -> float:
    hours, days = skip
    moment = (now + timedelta(seconds=seconds)).astimezone(UTC)
    for _ in range(7 * 24):
        if moment.hour not in hours and moment.weekday() not in days:
            break
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return (moment - now).total_seconds()
