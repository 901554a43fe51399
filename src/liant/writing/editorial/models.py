"""The editorial policy: what the house speaks of that is not itself, to whom, how often, and who agrees. Each change is a
new row, so that what held at a moment can always be read. And what its own channels did, month by month."""

from django.db import models

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Policy(TenantModel):
    """One edition of the policy of the house, or of one channel, which then speaks instead of it where it says something.

    `slots`: [[weekday from 0, "HH:MM"], …] in the zone of the house. `steps`: [{"name", "role", "member_id",
    "may_author_agree"}, …]. Shares and the ceiling are in per cent.
    """

    channel = TenantForeignKey(Channel, models.CASCADE, null=True, related_name="+")
    edition = models.PositiveIntegerField()
    subject = models.TextField(blank=True)
    subject_words = models.JSONField(default=list)
    publics = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    tone = models.TextField(blank=True)
    passions = models.TextField(blank=True)  # outside of the line, and welcome all the same
    never = models.TextField(blank=True)  # what is not published
    pieces_a_week = models.PositiveSmallIntegerField(null=True)
    slots = models.JSONField(default=list)
    writer_roles = models.JSONField(default=list)  # empty: whoever may write
    steps = models.JSONField(default=list)
    paid_share = models.PositiveSmallIntegerField(null=True)
    owned_share = models.PositiveSmallIntegerField(null=True)
    earned_share = models.PositiveSmallIntegerField(null=True)
    self_talk_ceiling = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True)  # why it was changed
    author = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "channel", "edition"], name="each_policy_edition_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(self_talk_ceiling__isnull=True) | models.Q(self_talk_ceiling__lte=100),
                name="a_ceiling_is_a_share",
            ),
        ]


class Showing(TenantModel):
    """Whether everyone may read the policy of the house: one row at most."""

    is_public = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="showing_once")]


class ChannelMonth(TenantModel):
    """What one of our channels did in one month, counted over what was heard of it: never per person.

    `said`: our own public words. `read`: those whose language is known, the denominator of what they speak of; `subject`
    is None while the policy names no words. `addressing`: those that say *tu* or *vous* (or, in English, that could
    contract), the denominator of `formal`. `asked`: people's public words to us; `answered`: those with an answer.
    """

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    said = models.PositiveIntegerField()
    relayed = models.PositiveIntegerField()
    read = models.PositiveIntegerField()
    subject = models.PositiveIntegerField(null=True)
    ourselves = models.PositiveIntegerField()
    addressing = models.PositiveIntegerField()
    formal = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    is_partial = models.BooleanField(default=False)  # some of the month was not heard
    counted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "month"], name="each_month_once_per_channel")]
        indexes = [models.Index(fields=["organisation", "-month"], name="channelmonth_newest")]
