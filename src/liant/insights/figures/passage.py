"""What the letters tell of what was heard."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.inbox.models import Intent
from liant.insights.figures import queries, words
from liant.insights.figures.front import shares_that_changed, summary, volume_of
from liant.insights.passages import Passage

ALL_WEEK = timedelta(days=6)


def heard(reader: Member, from_at: datetime, to_at: datetime) -> Passage | None:
    """How much, and what of it; over a week also what changed."""
    channels = queries.counted_channels(reader) if may(reader, "figures.see") else []
    zone = ZoneInfo(reader.organisation.time_zone)
    period = queries.heard(channels, from_at.astimezone(zone).date(), to_at.astimezone(zone).date(), zone)
    if not period.total:
        return None
    lines = [summary(period)]
    if complaints := period.intents[Intent.COMPLAINT]:
        lines.append(_("Complaints among them: %(n)s.") % {"n": complaints})
    since = queries.first_day(channels)
    if to_at - from_at >= ALL_WEEK and since:
        last = period.last - timedelta(days=1)
        lines += [words.volume(volume_of(channels, last, since, zone)), *shares_that_changed(channels, last, zone)]
    if period.gaps:
        missing = queries.days_missing(period.gaps, period.first, period.last, zone)
        lines.append(words.missing(period.gaps, len(missing)))
    return Passage(_("What was heard"), lines, "figures:heard")
