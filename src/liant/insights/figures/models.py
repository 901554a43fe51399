"""What was heard and what praise was owed, counted by day: pages read these, so that they cost the same however much is heard.

The rows are kept by the database in the statement that changes what they count (migration `0002_count_in_the_same_act`), and
can be counted anew at any time.
"""

from django.db import models

from liant.channels.models import Channel
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel

FAVOURABLE, NEUTRAL, UNFAVOURABLE, UNREAD = "favourable", "neutral", "unfavourable", "unread"


class Heard(TenantModel):
    """Mentions said on one day (in the zone of the house), by channel and by how they were read. What was withdrawn at the
    source is not counted."""

    day = models.DateField()
    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    intent = models.CharField(max_length=20)
    tone = models.CharField(max_length=12)
    language = models.CharField(max_length=10, blank=True)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "channel", "intent", "tone", "language"], name="heard_counted_once"
            )
        ]


class Praise(TenantModel):
    """Praise of one day: how much was owed thanks, how much was thanked, how much of it within a day. Praise that was taken
    back, or turned out to be none, was not owed any."""

    day = models.DateField()
    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    hat = models.CharField(max_length=20)
    owed = models.IntegerField()
    thanked = models.IntegerField()
    within_a_day = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day", "channel", "hat"], name="praise_counted_once")
        ]
