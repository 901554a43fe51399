"""When a letter leaves: computed from values."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo

from liant.engines.query import Matcher, Query, compile_queries

MOST_WORDS = 20


def next_moment(after: datetime, zone: tzinfo, hour: int, weekday: int | None) -> datetime:
    """The next time that it is this hour there, on this weekday where one is given; strictly later than `after`."""
    day = after.astimezone(zone).date()
    for ahead in range(9):
        moment = datetime.combine(day + timedelta(days=ahead), time(hour), zone)
        if moment > after and weekday in (None, moment.weekday()):
            return moment
    raise ValueError("no such weekday")


def split_words(text: str) -> list[str]:
    """What was typed, one word or name by line or comma, each once, in order."""
    words = (" ".join(part.replace('"', " ").split())[:60] for line in text.splitlines() for part in line.split(","))
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def matcher_of(words: Iterable[str]) -> Matcher | None:
    """Finds a text that holds one of these words or names, whatever its accents and case; None without any."""
    quoted = ['"{}"'.format(word.replace('"', " ")) for word in words if any(map(str.isalnum, word))]
    return compile_queries([Query("words", " OR ".join(quoted))]) if quoted else None
