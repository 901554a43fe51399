"""Connected accounts, what they brought in, and the ledger of what was and was not heard."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.states import CHANNEL
from liant.connectors import registry
from liant.connectors.contract import Account, Capabilities, Connector
from liant.kit import clock, secrets
from liant.people.hats import HatKind
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel

FORESEEN = timedelta(days=14)  # how long before its end a person is told that access ends


class Channel(TenantModel):
    """A connected account, feed or mailbox. `secret` and `remembered` are sealed; nothing of them is ever logged."""

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    remembered = models.TextField(blank=True)
    default_hat = models.CharField(max_length=20, choices=HatKind.choices, default=HatKind.CUSTOMER)
    owner = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=20, default=CHANNEL.start)
    cursor = models.JSONField(null=True)
    is_own_site = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    next_due_at = models.DateTimeField(null=True, default=clock.now)
    claimed_until = models.DateTimeField(null=True)  # a collector is at work; free again after this moment
    last_heard_at = models.DateTimeField(null=True)
    last_problem = models.TextField(blank=True)
    last_problem_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)  # in a row
    access_ends_at = models.DateTimeField(null=True)  # unless somebody agrees again; None: no end is known

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["next_due_at"], name="channel_due", condition=models.Q(state="well"))]

    def __str__(self) -> str:
        return self.name

    @property
    def connector(self) -> Connector:
        return registry.get(self.kind)

    @property
    def capabilities(self) -> Capabilities:
        """What this channel can do; of some connectors it depends on the settings."""
        told = getattr(self.connector, "capabilities_for", None)
        return told(self.settings) if told else self.connector.capabilities

    @property
    def is_access_ending(self) -> bool:
        """Soon enough that its owner is told."""
        return self.access_ends_at is not None and self.access_ends_at - clock.now() <= FORESEEN

    def account(self) -> Account:
        """What the connector needs, unsealed. Keep it out of logs."""
        return Account(
            settings=dict(self.settings),
            secret=secrets.unseal_json(self.secret),
            remembered=secrets.unseal_json(self.remembered),
        )


class Item(TenantModel):
    """Something a channel brought in: mapped fields, and the payload as it came. Unknown is None."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="items")
    key = models.CharField(max_length=600)
    kind = models.CharField(max_length=20)
    person = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    title = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, blank=True)
    thread_key = models.CharField(max_length=600, blank=True)
    parent_key = models.CharField(max_length=600, blank=True)
    published_at = models.DateTimeField()
    collected_at = models.DateTimeField(default=clock.now)
    is_addressed = models.BooleanField(default=False)
    is_ours = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    tags = ArrayField(models.CharField(max_length=100), default=list)
    recipients = ArrayField(models.CharField(max_length=320), default=list)
    attachments = models.JSONField(default=list)  # name, media type, size, description
    context = models.JSONField(default=list)  # the thread above, oldest first
    reply_to = models.JSONField(default=dict)  # what the connector needs to answer it
    raw = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)  # deleted at the source; the text is emptied

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="each_item_once")]
        indexes = [
            models.Index(fields=["organisation", "thread_key"], name="item_thread"),
            models.Index(fields=["channel", "-published_at"], name="item_by_channel"),
        ]


class Coverage(TenantModel):
    """The coverage ledger: a stretch of time that was heard, or was not, and why. Charts show the gaps."""

    class Kind(models.TextChoices):
        HEARD = "heard", _("heard")
        GAP = "gap", _("nothing heard")

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="coverage")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_at = models.DateTimeField(null=True)  # None: since before we listened
    to_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    item_count = models.IntegerField(default=0)
    unreadable_count = models.IntegerField(default=0)
    only_counted = models.IntegerField(default=0)  # items of people who work here and did not speak to us: not kept
    unreadable = models.JSONField(default=list)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["channel", "kind", "-to_at"], name="coverage_by_channel")]
