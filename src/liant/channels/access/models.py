"""How long a channel's access lasts, on the networks where a person agrees; who was told; who saw that it works.

The tokens themselves are with the channel (`Channel.remembered`), sealed. Only one that is not proven yet waits here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Access(TenantModel):
    """What somebody agreed to. `remote_key` names the account on its network for ever: who comes again with the same
    account finds the same channel."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    remote_key = models.CharField(max_length=200)
    remote_name = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(default=clock.now)
    agreed_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    renew_at = models.DateTimeField(null=True)  # None: this network renews nothing
    agreed_until = models.DateTimeField(null=True)
    renewed_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)  # somebody is renewing; free again after this moment
    candidate = models.TextField(blank=True)  # sealed: new tokens that no call has proven yet
    failing_since = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # why renewing did not work
    told_days = models.IntegerField(null=True)  # the owner knows that so many days were left

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel"], name="one_access_per_channel"),
            models.UniqueConstraint(fields=["organisation", "kind", "remote_key"], name="one_channel_per_account"),
        ]
        indexes = [models.Index(fields=["renew_at"], name="access_to_renew")]


class Notice(TenantModel):
    """What a member was told of a channel's access, once: `key` names the loss, or the days that are left."""

    class Kind(models.TextChoices):
        LOST = "lost", _("access is lost")
        ENDING = "ending", _("access ends soon")

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=60)
    noted_at = models.DateTimeField(default=clock.now)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "member", "key"], name="told_of_access_once")]


class Confirmation(TenantModel):
    """A person saw that this channel works, with a connector that nobody had tried on a real account before."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel"], name="one_confirmation_per_channel")]
