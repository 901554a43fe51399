"""Story: whoever asks colleagues to share speaks in public too. How the house's own channels spoke in a month, about itself and
formally, is read where it was counted; where nothing was, the pieces that left are looked at."""

from datetime import datetime, timedelta

from django.db.models import Sum

from liant.advocacy.between import OwnChannels
from liant.writing.editorial.models import ChannelMonth
from liant.writing.rhythm import balance


def spoken(from_at: datetime, to_at: datetime) -> OwnChannels | None:
    """Of the month that most of this stretch lies in."""
    month = (from_at + (to_at - from_at) / 2).date().replace(day=1)
    counted = ChannelMonth.objects.filter(month=month).aggregate(
        read=Sum("read"), ourselves=Sum("ourselves"), addressing=Sum("addressing"), formal=Sum("formal")
    )
    if counted["read"]:
        return OwnChannels(counted["read"], counted["ourselves"] or 0, counted["addressing"], counted["formal"])
    left = balance(from_at, to_at - timedelta(microseconds=1))
    return OwnChannels(left.pieces, left.ourselves) if left and left.pieces else None
