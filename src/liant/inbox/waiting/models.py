"""Every wait of every person, what was promised for it, who was told; and what the house says of itself by it.

The rows of `Wait` are written by the database as conversations change (migration `0003_follow_conversations`), so that no
way of changing a conversation can forget one. What needs working hours is filled in by `arrivals`.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.models import Member, Team
from liant.channels.models import Channel
from liant.inbox.models import Conversation, Due, Intent, Message
from liant.kit import clock
from liant.people.hats import HatKind
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel

OPEN = Q(ended_at__isnull=True)


class Ending(models.TextChoices):
    """How a wait ended. Only the first three gave the person what they waited for."""

    ANSWERED = "answered", _("answered")
    THANKED = "thanked", _("thanked")
    ELSEWHERE = "elsewhere", _("spoken to elsewhere")
    CLOSED = "closed", _("closed without an answer")
    WITHDRAWN = "withdrawn", _("withdrawn by the person")
    NOTHING_DUE = "nothing_due", _("read anew: nothing was due")
    MERGED = "merged", _("goes on in another conversation")


class Target(TenantModel):
    """What is promised to whoever comes in this hat, with this intent; empty means any. Without rows, the usual ones of
    `rules.USUAL` hold."""

    class Unit(models.TextChoices):
        HOURS = "hours", _("working hours")
        DAYS = "days", _("working days")

    hat = models.CharField(max_length=20, choices=HatKind.choices, blank=True)
    intent = models.CharField(max_length=20, choices=Intent.choices, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=Unit.choices)
    team = TenantForeignKey(Team, models.SET_NULL, null=True, related_name="+")  # whose hours count, who is told
    is_on = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "hat", "intent"], name="one_target_each"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="a_target_takes_time"),
        ]


class Wait(TenantModel):
    """From the first message without an answer to its end. `promised_seconds` and `working_seconds` are working time."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="waits")
    channel = TenantForeignKey(Channel, models.PROTECT, related_name="+")
    hat = models.CharField(max_length=20, choices=HatKind.choices)
    intent = models.CharField(max_length=20, choices=Intent.choices)
    due = models.CharField(max_length=10, choices=Due.choices)
    since = models.DateTimeField()
    is_public = models.BooleanField()
    is_measured = models.BooleanField(default=False)  # what needs working hours is filled in
    is_history = models.BooleanField(default=False)  # from before the channel was connected: shown, never counted
    team = TenantForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    promised_seconds = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    next_step_at = models.DateTimeField(null=True)  # when the worker has to look at it again
    warned_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField(null=True)  # to the owners
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, choices=Ending.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    working_seconds = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=OPEN, name="one_wait_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__gte=F("since")) & ~Q(ending=""),
                name="a_wait_ends_after_it_began_and_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["next_step_at"], name="wait_next_step", condition=Q(next_step_at__isnull=False)),
            models.Index(fields=["organisation", "due", "due_at", "id"], name="wait_due", condition=OPEN),
            models.Index(fields=["organisation", "due", "hat", "due_at", "id"], name="wait_due_hat", condition=OPEN),
            models.Index(fields=["organisation", "since"], name="wait_since"),
            models.Index(fields=["conversation", "-since"], name="wait_of_conversation"),
        ]


class Notice(TenantModel):
    """Someone was told that someone waits: each step once, to each person once."""

    class Step(models.TextChoices):
        SOON = "soon", _("an answer is due soon")
        LATE = "late", _("an answer is late")
        VERY_LATE = "very_late", _("an answer is very late")

    wait = TenantForeignKey(Wait, models.CASCADE, related_name="notices")
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices)
    noted_at = models.DateTimeField(default=clock.now)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wait", "member", "step"], name="told_once")]
        indexes = [models.Index(fields=["member", "-noted_at"], name="notice_of_member")]


class DayCount(TenantModel):
    """The waits that began on one day in one hat, intent and channel, counted; made again from `Wait` at any time."""

    day = models.DateField()
    hat = models.CharField(max_length=20)
    intent = models.CharField(max_length=20)
    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    counts = models.JSONField(default=dict)  # see rules.Counts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "hat", "intent", "channel"], name="each_day_counted_once"
            )
        ]


class Publication(TenantModel):
    """Whether the house shows its own figures to everyone: one row at most, off until someone switches it on."""

    is_on = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="publication_once")]


class Acknowledgement(TenantModel):
    """What is answered by itself, at once, to whoever writes on this channel in this hat: never an answer."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    hat = models.CharField(max_length=20, choices=HatKind.choices)
    texts = models.JSONField(default=dict)  # language -> text
    has_link = models.BooleanField(default=True)  # to the page "Where do I stand?"
    is_on = models.BooleanField(default=False)
    switched_on_at = models.DateTimeField(null=True)  # nothing written before is acknowledged
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")  # who switched it on

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "hat"], name="one_acknowledgement_each")]


class Acknowledged(TenantModel):
    """This conversation was acknowledged: once for ever."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation"], name="acknowledged_once")]


class Standing(TenantModel):
    """A private link to the page "Where do I stand?"; of its token only the hash is kept."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Asking(TenantModel):
    """Whether people met in this hat are asked, once, how it went."""

    hat = models.CharField(max_length=20, choices=HatKind.choices)
    is_on = models.BooleanField(default=False)
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")  # who switched it on

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "hat"], name="one_asking_per_hat")]


class Satisfaction(TenantModel):
    """One question after one conversation, by a private link; asked once, never again."""

    class Face(models.IntegerChoices):
        UNHAPPY = 1, pgettext_lazy("satisfaction", "unhappy")
        SO_SO = 2, pgettext_lazy("satisfaction", "so-so")
        HAPPY = 3, pgettext_lazy("satisfaction", "happy")

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    hat = models.CharField(max_length=20, choices=HatKind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    face = models.PositiveSmallIntegerField(choices=Face.choices, null=True)
    answered_at = models.DateTimeField(null=True)
    comment = TenantForeignKey(Message, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation"], name="asked_once")]
        indexes = [models.Index(fields=["organisation", "asked_at"], name="satisfaction_asked")]
