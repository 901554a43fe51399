"""Where colleagues speak already: brought in as who turned to whom and when, for those who agreed, and never a word of it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.ledger.kinds import InteractionKind
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Workspace(TenantModel):
    """One that is asked by its API, four times a day."""

    class Kind(models.TextChoices):
        ZULIP = "zulip", "Zulip"
        MASTODON = "mastodon", "Mastodon"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    url = models.URLField(max_length=300)
    secret = models.TextField()  # sealed
    cursor = models.CharField(max_length=100, blank=True)
    connected_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    connected_at = models.DateTimeField(default=clock.now)
    next_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "url"], name="each_workspace_once")]
        indexes = [models.Index(fields=["next_at"], name="workspace_due")]


class Reading(TenantModel):
    """One file brought in, or one look at a workspace."""

    class Source(models.TextChoices):
        MATTERMOST = "mattermost", "Mattermost"
        SLACK = "slack", "Slack"
        ZULIP = "zulip", "Zulip"
        MASTODON = "mastodon", "Mastodon"
        MAIL = "mail", _("headers of letters")
        CALENDAR = "calendar", _("a calendar")
        TABLE = "table", _("a table of contacts")

    source = models.CharField(max_length=10, choices=Source.choices)
    workspace = TenantForeignKey(Workspace, models.SET_NULL, null=True, related_name="readings")
    name = models.CharField(max_length=200, blank=True)  # of the file
    at = models.DateTimeField(default=clock.now)
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="reading_newest")]


class Turn(TenantModel):
    """A member turned to another there. Kept while both agree."""

    reading = TenantForeignKey(Reading, models.CASCADE, related_name="turns")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=InteractionKind.choices)
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    to = TenantForeignKey(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="each_turn_once"),
            models.CheckConstraint(condition=~Q(member=F("to")), name="no_turn_to_oneself"),
        ]
        indexes = [models.Index(fields=["member"], name="turn_of"), models.Index(fields=["to"], name="turn_to")]
