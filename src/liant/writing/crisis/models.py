"""A crisis: what it holds back, what is told and to whom, who did what when, and what it taught."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece, Version


class Territory(TenantModel):
    """A part of the world that the house speaks for: the channels that speak for it alone, the words that name it."""

    name = models.CharField(max_length=120)
    words = ArrayField(models.CharField(max_length=80), default=list)
    channels = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_territory_per_name")]

    def __str__(self) -> str:
        return self.name


class Crisis(TenantModel):
    """On from `began_at` to `ended_at`. Its extent is the whole house, or any of the topics, channels and territories named.
    An exercise is a rehearsal: nothing in its extent leaves, whoever releases it, and nobody outside sees a page of it."""

    reason = models.CharField(max_length=500)
    is_exercise = models.BooleanField(default=False)
    is_whole_house = models.BooleanField(default=True)
    topics = ArrayField(models.BigIntegerField(), default=list)
    channels = ArrayField(models.BigIntegerField(), default=list)
    territories = ArrayField(models.BigIntegerField(), default=list)
    owner = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    opened_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField(default=clock.now, editable=False)
    review_at = models.DateTimeField()  # when somebody looks again whether it is over; nothing ends by itself
    review_told_at = models.DateTimeField(null=True)
    next_update_at = models.DateTimeField(null=True)  # what the newest bulletin promised
    update_told_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=False)  # its page for everyone
    ended_at = models.DateTimeField(null=True)
    ended_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    ending = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-began_at", "-id"]
        verbose_name_plural = "crises"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(is_exercise=True, is_shown=True), name="an_exercise_is_never_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("began_at")),
                name="a_crisis_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], name="crisis_on", condition=models.Q(ended_at__isnull=True)),
            models.Index(fields=["organisation", "-began_at", "-id"], name="crisis_newest"),
            models.Index(fields=["organisation", "ended_at"], name="crisis_ended"),
        ]

    @property
    def is_on(self) -> bool:
        return self.ended_at is None


class Release(TenantModel):
    """One piece, or one delivery, that a person let go, and why. Only for these very words: `edition` of the version."""

    crisis = TenantForeignKey(Crisis, models.PROTECT, related_name="releases")
    version = TenantForeignKey(Version, models.PROTECT, null=True, related_name="+")
    delivery = TenantForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500)
    is_rehearsed = models.BooleanField(default=False)
    by = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["crisis", "version", "edition", "delivery", "is_rehearsed"], name="each_release_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=True) ^ models.Q(delivery__isnull=True), name="one_thing_is_released"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["version", "edition"], name="release_version")]


class Line(TenantModel):
    """One line of the crisis's log: who did or said what when. Added, never changed. `origin_kind` and `origin_id` name
    what it speaks of, such as ("writing.version", 12)."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("gave the alert")
        CHANGED = "changed", _("changed what it holds back")
        STOPPED = "stopped", _("held back")
        RELEASED = "released", _("released")
        REHEARSED = "rehearsed", _("released, in the rehearsal")
        PLANNED = "planned", _("put on the calendar")
        UNPLANNED = "unplanned", _("took off the calendar")
        PUBLISHED = "published", _("has published")
        CORRECTED = "corrected", _("corrected")
        WITHDRAWN = "withdrawn", _("withdrew")
        DRAFTED = "drafted", _("drafted")
        SENT = "sent", _("sent")
        BULLETIN = "bulletin", _("told everyone where things stand")
        STAFF = "staff", _("told colleagues where things stand")
        HIDDEN = "hidden", _("took the page for everyone back")
        MISSED = "missed", _("the promised news did not come in time")
        REVIEW = "review", _("the time to look again has come")
        CHECKED = "checked", _("brought up to date")
        SAID = "said", _("noted")
        ENDED = "ended", _("said that it is over")
        LEARNT = "learnt", _("kept a lesson")

    crisis = TenantForeignKey(Crisis, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    member = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    words = models.CharField(max_length=1000, blank=True)
    why = models.CharField(max_length=1000, blank=True)
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_id = models.BigIntegerField(null=True)
    occasion = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["crisis", "occasion"], name="each_line_once")]
        indexes = [models.Index(fields=["crisis", "-at", "-id"], name="line_newest")]


class Bulletin(TenantModel):
    """Where things stand, as it was told at a moment: to everyone, or to colleagues. A new one never changes the former."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everyone")
        STAFF = "staff", _("colleagues")

    crisis = TenantForeignKey(Crisis, models.PROTECT, related_name="bulletins")
    audience = models.CharField(max_length=6, choices=Audience.choices)
    number = models.PositiveIntegerField()
    known = models.TextField()
    unknown = models.TextField(blank=True)
    to_say = models.TextField(blank=True)
    not_to_say = models.TextField(blank=True)
    next_at = models.DateTimeField(null=True)
    author = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["crisis", "audience", "number"], name="each_bulletin_once")]


class Check(TenantModel):
    """Something to bring up to date so that the house says the same everywhere."""

    crisis = TenantForeignKey(Crisis, models.CASCADE, related_name="checks")
    words = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    done_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["place", "id"]
        indexes = [models.Index(fields=["crisis", "place", "id"], name="check_in_order")]


class Statement(TenantModel):
    """A piece that began with the four steps, as they were written then."""

    crisis = TenantForeignKey(Crisis, models.CASCADE, related_name="statements")
    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    acknowledge = models.TextField(blank=True)
    empathise = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    reassure = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["piece"], name="one_statement_per_piece")]
        indexes = [models.Index(fields=["crisis", "-at"], name="statement_of")]


class Learned(TenantModel):
    """What a crisis taught: what went well, what went ill, what to change, by whom and by which day."""

    class Kind(models.TextChoices):
        WELL = "well", _("went well")
        ILL = "ill", _("went ill")
        CHANGE = "change", _("to change")

    crisis = TenantForeignKey(Crisis, models.CASCADE, related_name="lessons")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    owner = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["crisis", "at", "id"], name="learned_in_order"),
            models.Index(
                fields=["due_on"], name="learned_due",
                condition=models.Q(done_at__isnull=True, told_at__isnull=True, due_on__isnull=False),
            ),
        ]  # fmt: skip
