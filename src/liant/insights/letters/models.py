"""What is mailed to whom, and when: each member's own choice. And which praise concerns whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, Team
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Letter(models.TextChoices):
    DAILY = "daily", _("What waits and what was heard, each day")
    WEEKLY = "weekly", _("What waits and what was heard, each week")
    KIND_WORDS = "kind_words", _("They spoke well of you, each week")


class Subscription(TenantModel):
    """A letter that a member chose, at an hour of their own zone. `words`: names by which praise is about them."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    letter = models.CharField(max_length=12, choices=Letter.choices)
    is_on = models.BooleanField(default=False)
    hour = models.PositiveSmallIntegerField(default=8)
    weekday = models.PositiveSmallIntegerField(default=0)  # Monday; not asked for the daily one
    words = ArrayField(models.CharField(max_length=60), default=list)
    next_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)  # what came before was in an earlier letter
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "letter"], name="each_letter_once"),
            models.CheckConstraint(condition=Q(hour__lt=24) & Q(weekday__lt=7), name="letter_hour_and_weekday"),
            models.CheckConstraint(condition=Q(is_on=False) | Q(next_at__isnull=False), name="a_letter_has_its_hour"),
        ]
        indexes = [models.Index(fields=["next_at"], name="letter_due", condition=Q(is_on=True))]


class Circle(TenantModel):
    """Praise that holds one of these words, or whose conversation bears one of these labels, concerns this team; with
    neither, all praise does. Who in the team is told of it is each one's own choice."""

    name = models.CharField(max_length=80)
    team = TenantForeignKey(Team, models.CASCADE, related_name="+")
    words = ArrayField(models.CharField(max_length=60), default=list)
    labels = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_circle_per_name")]

    def __str__(self) -> str:
        return self.name
