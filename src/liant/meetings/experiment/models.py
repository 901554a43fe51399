"""An experiment: its plan, frozen before anybody is drawn; from what it was drawn; what was found on the day that was set. Who takes
part, and whose words are put first for whom, are members' own rows."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from liant.accounts.models import Member
from liant.kit import clock
from liant.meetings.experiment.rules import MEETING, SPOTLIGHT
from liant.meetings.models import Rotation
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Plan(TenantModel):
    """What is asked, of how many weeks, and when it is looked at. Arm *meeting*: `extra` acts of sharing more in a week between two
    who met are hoped for, `shows_up` is the share of the drawn who meet, `power` the chance to see it, of `people` who had agreed
    then. Arm *spotlight*: the same with contacts, where something was `shown`."""

    has_meeting = models.BooleanField(default=True)
    has_spotlight = models.BooleanField(default=True)
    rotation = TenantForeignKey(Rotation, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    weeks = models.PositiveSmallIntegerField(default=8)
    weeks_after = models.PositiveSmallIntegerField(default=8)
    extra = models.FloatField(default=0.05)
    shows_up = models.FloatField(default=0.75)
    power = models.FloatField(null=True)
    power_error = models.FloatField(null=True)
    tie_extra = models.FloatField(default=0.05)
    shown = models.FloatField(default=0.75)
    tie_power = models.FloatField(null=True)
    tie_power_error = models.FloatField(null=True)
    people = models.PositiveIntegerField(default=0)
    weighed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["rotation"], name="one_plan_per_rotation"),
            models.CheckConstraint(
                condition=Q(weeks__range=(1, 26)) & Q(weeks_after__range=(1, 26)), name="a_plan_has_its_weeks"
            ),
            models.CheckConstraint(condition=Q(has_meeting=True) | Q(has_spotlight=True), name="a_plan_has_an_arm"),
        ]

    @property
    def arms(self) -> list[str]:
        return [name for name, is_there in ((MEETING, self.has_meeting), (SPOTLIGHT, self.has_spotlight)) if is_there]

    def hoped(self, arm: str) -> tuple[float, float]:
        """Acts more each week where it took place; the share of the drawn where it does."""
        return (self.extra, self.shows_up) if arm == MEETING else (self.tie_extra, self.shown)

    def chance(self, arm: str) -> float | None:
        return self.power if arm == MEETING else self.tie_power

    @property
    def drawn_until(self) -> date:
        """The first day after its last week of meetings."""
        return self.starts_on + timedelta(weeks=self.weeks)

    @property
    def looked_at_on(self) -> date:
        return self.drawn_until + timedelta(weeks=self.weeks_after)


class Registration(TenantModel):
    """The plan as it was frozen: `digest` is the SHA-256 of `text`. Added once, never changed."""

    plan = TenantForeignKey(Plan, models.CASCADE, related_name="registrations")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    power = models.FloatField(null=True)
    tie_power = models.FloatField(null=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan"], name="a_plan_is_frozen_once")]

    def chance(self, arm: str) -> float | None:
        return self.power if arm == MEETING else self.tie_power


class Lot(TenantModel):
    """From what all rounds were drawn, stored after the plan was frozen and before anybody was told. `roster`: sealed; who takes part,
    under a code that leads to nobody. `digest`: of these codes."""

    plan = TenantForeignKey(Plan, models.CASCADE, related_name="lots")
    seed = models.BigIntegerField()
    method = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=40)
    roster = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan"], name="a_plan_is_drawn_once")]


class Finding(TenantModel):
    """What one look found. `is_planned`: on the day that was set, or later; else it is called exploratory. Added, never changed."""

    plan = TenantForeignKey(Plan, models.CASCADE, related_name="findings")
    at = models.DateTimeField(default=clock.now)
    is_planned = models.BooleanField()
    result = models.JSONField()
    said_fr = models.TextField()
    said_en = models.TextField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["plan", "-at"], name="finding_of_plan")]


class Spotlight(TenantModel):
    """A member's own row: the colleague whose words are put first for them in one week. `number`: of the pair, among those drawn for
    that week. `shown_at`: when something really was, on a page or in a digest that left; `is_muted`: they want nobody put first."""

    class Where(models.TextChoices):
        PAGE = "page", "page"
        MAIL = "mail", "mail"

    plan = TenantForeignKey(Plan, models.DO_NOTHING, related_name="+")
    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    week = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    shown_at = models.DateTimeField(null=True)
    shown_in = models.CharField(max_length=4, choices=Where.choices, blank=True)
    is_muted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "member", "week"], name="one_put_first_a_week"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="nobody_is_put_first_for_themselves"),
            models.CheckConstraint(condition=Q(from_on__lt=F("until_on")), name="put_first_for_a_time"),
        ]
        indexes = [
            models.Index(fields=["member", "from_on"], name="put_first_for"),
            models.Index(fields=["other"], name="put_first_whom"),
        ]
