"""Places outside that are told at once when something needs a person, and what each was told."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.insights.alerts.states import ALERT
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Place(TenantModel):
    """A chat room, a telephone, a programme. Its address holds a key, so it is sealed; `shown` is what people read of it."""

    name = models.CharField(max_length=80)
    address = models.TextField()  # sealed
    shown = models.CharField(max_length=120)
    kinds = ArrayField(models.CharField(max_length=30))
    language = models.CharField(max_length=10, default="fr")
    quiet_from = models.PositiveSmallIntegerField(null=True)  # hours of the house; nothing leaves between them
    quiet_until = models.PositiveSmallIntegerField(null=True)
    most_a_day = models.PositiveSmallIntegerField(default=12)
    is_on = models.BooleanField(default=True)
    told_since = models.DateTimeField(default=clock.now)  # what happened before is no news
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    last_sent_at = models.DateTimeField(null=True)
    last_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kinds__len__gt=0), name="a_place_is_told_something"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__lt=24, quiet_until__lt=24),
                name="place_quiet_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Alert(TenantModel):
    """One fact, told to one place: once."""

    class State(models.TextChoices):
        WAITING = "waiting", _("on its way")
        SENT = "sent", _("told")
        FAILED = "failed", _("could not be told")
        HELD_BACK = "held_back", _("held back: too many that day")

    place = TenantForeignKey(Place, models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=160)  # kind and fact
    title = models.CharField(max_length=200)
    words = models.TextField()
    url = models.CharField(max_length=400)
    happened_at = models.DateTimeField()
    noted_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=State.choices, default=ALERT.start)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "key"], name="each_fact_once_per_place"),
            models.CheckConstraint(condition=Q(state__in=ALERT.states), name="alert_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="alert_due", condition=Q(state="waiting")),
            models.Index(fields=["place", "-id"], name="alert_newest"),
            models.Index(fields=["place", "-settled_at"], name="alert_sent", condition=Q(state="sent")),
        ]
