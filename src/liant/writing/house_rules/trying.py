"""What a rule would have found in the last twelve months: bounded, the newest texts first, and it says how far it read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from liant.accounts.models import Member
from liant.engines.lint import Linter
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.web.remarks import Remark, Stretch, underlined
from liant.writing.house_rules.offers import Written, corpora

MOST_TEXTS = 2_000  # of each kind
MOST_CHARACTERS = 2_000_000  # of each kind
SHOWN = 12
AROUND = 90
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Met:
    """A text in which it found something, as the page shows it."""

    written: Written
    stretches: Sequence[Stretch]
    count: int


@dataclass(frozen=True)
class Outcome:
    """`read`: texts by kind; `months`: twelve and the present one, the oldest first; `texts`: how many it remarks on."""

    read: dict[str, int]
    months: list[tuple[date, int]]
    texts: int
    shown: list[Met]
    since_at: datetime
    is_whole: bool

    @property
    def total(self) -> int:
        return sum(count for _month, count in self.months)


def try_out(member: Member, linter: Linter) -> Outcome:
    now = clock.now()
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    months = dict.fromkeys(months_of(now.astimezone(zone).date()), 0)
    since_at, read, met, is_whole = now - YEAR, {}, list[Met](), True
    for corpus in corpora():
        read[corpus.key], characters = 0, 0
        for written in corpus.texts(member, since_at, MOST_TEXTS + 1):
            if read[corpus.key] == MOST_TEXTS or characters > MOST_CHARACTERS:
                is_whole = False
                break
            read[corpus.key] += 1
            characters += len(written.text)
            found = linter.lint(written.text, language=written.language, context=written.context)
            if not found:
                continue
            month = written.at.astimezone(zone).date().replace(day=1)
            months[month] = months.get(month, 0) + len(found)
            remarks = [Remark(one, written.text[one.start : one.end], n) for n, one in enumerate(found, 1)]
            met.append(Met(written, around(written.text, remarks), len(found)))
    met.sort(key=lambda one: one.written.at, reverse=True)
    return Outcome(read, sorted(months.items()), len(met), met[:SHOWN], since_at, is_whole)


def months_of(today: date) -> list[date]:
    found = [today.replace(day=1)]
    while len(found) < 13:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def around(text: str, remarks: Sequence[Remark]) -> list[Stretch]:
    """The first match with the words around it."""
    first = remarks[0].finding
    low, high = max(0, first.start - AROUND), min(len(text), first.end + AROUND)
    found = []
    place = 0
    for stretch in underlined(text, remarks):
        start, end = max(place, low), min(place + len(stretch.text), high)
        if end > start:
            found.append(Stretch(text[start:end], stretch.remark))
        place += len(stretch.text)
    before, after = "…" if low else "", "…" if high < len(text) else ""
    return [Stretch(before), *found, Stretch(after)]
