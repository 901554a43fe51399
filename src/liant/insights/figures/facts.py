"""An unusual rise, told at once: the last three hours beside the same hours of the same weekday in the weeks before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Min
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liant.channels.models import Channel
from liant.engines.spikes import Judgement, judge
from liant.inbox.models import Intent
from liant.insights.facts import Fact, FactKind
from liant.insights.figures.queries import gaps
from liant.kit import clock
from liant.listening.models import Mention
from liant.tenancy.models import Organisation

WINDOW = timedelta(hours=3)
WEEKS = 8
RARE = 0.0001  # looked at several hundred times a day, a chance of one in a thousand would cry wolf


def rises(_since: datetime) -> Iterator[Fact]:
    """At most one a day for everything, and one for complaints."""
    now, zone = clock.now(), ZoneInfo(Organisation.objects.get().time_zone)
    windows = comparable(now, zone)
    for intent in ("", Intent.COMPLAINT.value):
        found = judge(count_in(now - WINDOW, now, intent), [count_in(*one, intent) for one in windows], alpha=RARE)
        if found.verdict == "rise":
            day = now.astimezone(zone).date()
            yield Fact(f"{intent or 'all'}:{day}", now, title_of(intent), words_of(found, now), "figures:heard")


def comparable(now: datetime, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """The same hours on the clock of the house, one to eight weeks ago; without those before anything was heard, and those of
    which something is missing."""
    there = now.astimezone(zone)
    ends = [there - timedelta(weeks=number) for number in range(1, WEEKS + 1)]
    windows = [(end - WINDOW, end) for end in ends]
    first = Mention.objects.aggregate(first=Min("published_at"))["first"]
    holes = gaps(list(Channel.objects.all()[:500]), windows[-1][0].date(), there.date(), zone)
    return [
        (begin, end)
        for begin, end in windows
        if first and begin >= first and not any(hole.from_at < end and hole.to_at > begin for hole in holes)
    ]


def count_in(begin: datetime, end: datetime, intent: str) -> int:
    found = Mention.objects.filter(published_at__gte=begin, published_at__lt=end, item__withdrawn_at=None)
    return (found.filter(intent=intent) if intent else found).count()


def title_of(intent: str) -> str:
    return _("Complaints are rising") if intent else _("Much more is said than usual")


def words_of(found: Judgement, now: datetime) -> str:
    weekday = formats.date_format(timezone.localtime(now), "l")
    values = {"n": found.count, "low": found.low, "high": found.high, "weekday": weekday, "weeks": found.weeks}
    return (
        _("%(n)s in three hours; on a %(weekday)s at this hour, %(low)s to %(high)s are usual (%(weeks)s weeks).")
        % values
    )


RISE = FactKind("rise", gettext_lazy("an unusual rise of what is said, or of complaints"), rises)
