"""An archive of all that the house wrote, as one file, kept for some days; and what each channel would take with it if it
closed, counted at night."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Archive(TenantModel):
    """One file, `sha256` its sum. It stands in the folder of data (`packing.place_of`), not in the database."""

    class State(models.TextChoices):
        WAITING = "waiting", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")
        GONE = "gone", _("no longer kept")

    asked_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)
    size_bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    pieces = models.PositiveIntegerField(default=0)  # published, each with its page
    drafts = models.PositiveIntegerField(default=0)  # in pieces.jsonl only
    media = models.PositiveIntegerField(default=0)
    elsewhere = models.PositiveIntegerField(default=0)  # of which only the address is known
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], name="one_archive_at_a_time", condition=models.Q(state="waiting")
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | ~models.Q(sha256=""), name="an_archive_has_a_sum"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-asked_at", "-id"], name="archive_newest"),
            models.Index(fields=["kept_until"], name="archive_over", condition=models.Q(state="ready")),
        ]


class Stake(TenantModel):
    """What one channel would take with it, as it was counted at a moment. None: nobody counts it."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    counted_at = models.DateTimeField(default=clock.now)
    items = models.PositiveIntegerField()  # what it brought in
    conversations = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField()
    people_only_there = models.PositiveIntegerField()  # known by this channel alone
    posts = models.PositiveIntegerField()  # of our own, heard there or sent there from here
    posts_at_home = models.PositiveIntegerField()  # whose piece is in the journal too
    posts_only_heard = models.PositiveIntegerField()  # not written here: their words are kept as they were heard
    posts_with_media = models.PositiveIntegerField()  # of those, with pictures that only the network has
    is_partial = models.BooleanField(default=False)  # some of it was not heard

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel"], name="one_stake_per_channel")]

    @property
    def has_followers(self) -> bool:
        """Whoever follows an account is known to its network alone; a mailbox has nobody who follows it."""
        return self.channel.capabilities.is_public

    @property
    def posts_without_home(self) -> int:
        return self.posts - self.posts_at_home
