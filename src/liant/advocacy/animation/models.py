"""Meetings of a programme, and who sees to it. That somebody was there, or was asked to share something, is that member's own
row, shown to them alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Kind(models.TextChoices):
    WELCOME = "welcome", _("welcome of newcomers")
    TRAINING = "training", _("training")
    WORKSHOP = "workshop", _("workshop")
    REVIEW = "review", _("review of the quarter")
    MEETING = "meeting", _("meeting")


class Habit(TenantModel):
    """Something that comes again. `times`: in each quarter. `has_managers`: middle or top management takes part."""

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    times = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=60)
    has_managers = models.BooleanField(default=False)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_over", "title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="one_habit_per_title"),
            models.CheckConstraint(
                condition=models.Q(times__range=(1, 13)), name="a_habit_comes_one_to_thirteen_times"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(TenantModel):
    """`there` and `remote`: how many came, counted by whoever held it; never who."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    habit = TenantForeignKey(Habit, models.SET_NULL, null=True, related_name="meetings")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)  # where it can be followed from afar
    has_managers = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    there = models.PositiveSmallIntegerField(null=True)
    remote = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=200, blank=True)  # it was cancelled
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(place="") | ~models.Q(url=""), name="a_meeting_is_somewhere"),
        ]
        indexes = [
            models.Index(fields=["organisation", "starts_at"], name="meeting_days"),
            models.Index(fields=["habit"], name="meeting_habit"),
        ]

    def __str__(self) -> str:
        return self.title


class Charge(TenantModel):
    """Who holds which charge in the programme: known to everyone, since people turn to them."""

    class Kind(models.TextChoices):
        SPONSOR = "sponsor", _("sponsor")
        COMMUNITY = "community", _("community manager")
        CURATOR = "curator", _("curator")
        MODERATOR = "moderator", _("moderator")
        VOICE = "voice", _("colleague whom others follow")
        MANAGER = "manager", _("manager")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "member"], name="each_charge_once")]


class Presence(TenantModel):
    """A member's own row: that they were there."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    meeting = TenantForeignKey(Meeting, models.CASCADE, related_name="+")
    is_remote = models.BooleanField(default=False)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "meeting"], name="present_once")]


class Asked(TenantModel):
    """A member's own row: a colleague asked them in private to share something, and what followed."""

    class Followed(models.TextChoices):
        OPEN = "open", _("not decided")
        SHARED = "shared", _("I shared it in my words")
        SPOKE = "spoke", _("I commented or thanked")
        DECLINED = "declined", _("I said no")
        NOTHING = "nothing", _("nothing")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    asker = TenantForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    what = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    at = models.DateTimeField(default=clock.now)
    followed = models.CharField(max_length=8, choices=Followed.choices, default=Followed.OPEN)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="asked_of"),
            models.Index(fields=["asker"], name="asked_by"),
        ]


class Feed(TenantModel):
    """A member's private address of the programme's calendar, one at a time. Only the hash of its token is kept."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_meetings_feed_each")]
