"""When the house, or one of its teams, is at work: a week of stretches, public holidays by country, days off of its own."""

from django.db import models
from django.db.models import F, Q

from liant.accounts.models import Team
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Schedule(TenantModel):
    """Of one team, or of the whole house where `team` is empty. Without a zone it follows the house's own."""

    team = TenantForeignKey(Team, models.CASCADE, null=True, related_name="+")
    time_zone = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=10, blank=True)  # whose public holidays are kept; empty keeps none
    region = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "team"], name="one_schedule_each", nulls_distinct=False)
        ]


class Stretch(TenantModel):
    """Minutes after midnight on the clock of the wall; a day may have several."""

    schedule = TenantForeignKey(Schedule, models.CASCADE, related_name="stretches")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens_minute = models.PositiveSmallIntegerField()
    closes_minute = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["weekday", "opens_minute"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="a_day_of_the_week"),
            models.CheckConstraint(
                condition=Q(opens_minute__lt=F("closes_minute")) & Q(closes_minute__lte=1440), name="opens_then_closes"
            ),
        ]


class DayOff(TenantModel):
    """`calendar`: the name of the calendar file that it was read from; empty when someone typed it."""

    schedule = TenantForeignKey(Schedule, models.CASCADE, related_name="days_off")
    day = models.DateField()
    name = models.CharField(max_length=200, blank=True)
    calendar = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["schedule", "day"], name="each_day_off_once")]
