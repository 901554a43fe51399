"""What a team does together again and again, and a light record of what became of it. Never who was there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, Team
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Ritual(TenantModel):
    """Of one team, or of the whole house. `started_on`: from which day its rhythm counts."""

    class Kind(models.TextChoices):
        ALL_HANDS = "all_hands", _("weekly meeting of everyone")
        ONE_TO_ONE = "one_to_one", _("one-to-ones")
        SHOWING = "showing", _("Friday showing")
        CASUAL = "casual", _("casual meeting")
        SERVICE = "service", _("a day at customer service, for everyone")
        OTHER = "other", _("something else")

    team = TenantForeignKey(Team, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=120)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    started_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "team", "title"], name="one_ritual_per_title", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(every_weeks__range=(1, 53)), name="a_ritual_has_its_rhythm"),
        ]
        indexes = [models.Index(fields=["team"], name="ritual_team")]

    def __str__(self) -> str:
        return self.title


class Occasion(TenantModel):
    """One time: held, or skipped, on a day, with a line if somebody likes to leave one."""

    ritual = TenantForeignKey(Ritual, models.CASCADE, related_name="occasions")
    day = models.DateField()
    is_held = models.BooleanField(default=True)
    line = models.CharField(max_length=200, blank=True)
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["ritual", "day"], name="each_occasion_once")]
        indexes = [models.Index(fields=["by"], name="occasion_by")]
