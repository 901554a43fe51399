"""An account of an expert's own, and what leaves through it by their act. Both are theirs: the database shows them to that member
alone, and nobody else of the house learns that there is one. The application of the house knows no expert."""

from datetime import timedelta
from typing import Any

from django.db import models

from liant.accounts.models import Member
from liant.advocacy.models import Share
from liant.connectors import registry
from liant.connectors.contract import Account
from liant.deliveries.models import Outgoing
from liant.deliveries.states import DELIVERY
from liant.kit import clock, secrets
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel

FORESEEN = timedelta(days=7)
ON_ITS_WAY = ("queued", "held", "sending", "unknown")


class NetworkApp(TenantModel):
    """What a house registered at a network, so that its experts may connect accounts of their own. `secret` is sealed."""

    network = models.CharField(max_length=40)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "network"], name="one_application_per_network")]


class OwnAccount(TenantModel):
    """`handle`: as people read it on the network, maybe empty; `remote_key`: its own there for ever. `secret` and `remembered`
    are sealed, and go with the row. `lost_at`: since when the network accepts it no more; `ends_at`: when it will, if known."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    network = models.CharField(max_length=40)
    handle = models.CharField(max_length=300, blank=True)
    remote_key = models.CharField(max_length=300)
    settings = models.JSONField(default=dict)
    secret = models.TextField(blank=True)
    remembered = models.TextField(blank=True)
    connected_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "network"], name="one_account_of_ones_own_per_network")
        ]

    def account(self) -> Account:
        """What its connector needs, unsealed, without what belongs to the house. Keep it out of logs."""
        return Account(dict(self.settings), secrets.unseal_json(self.secret), secrets.unseal_json(self.remembered))

    @property
    def is_ending(self) -> bool:
        """Soon enough that its expert is told."""
        return self.is_well and self.ends_at is not None and self.ends_at <= clock.now() + FORESEEN

    @property
    def is_well(self) -> bool:
        return self.lost_at is None and (self.ends_at is None or self.ends_at > clock.now())


class Posting(Outgoing):
    """One share on its way through its expert's own account. `mark`: what its jobs are called by, made of chance; `leaves_at`:
    the moment that they chose. The counts are those of the network; None is not known."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    share = TenantForeignKey(Share, models.CASCADE, related_name="+")
    account = TenantForeignKey(OwnAccount, models.SET_NULL, null=True, related_name="+")
    network = models.CharField(max_length=40)
    mark = models.CharField(max_length=32)
    asked_at = models.DateTimeField(default=clock.now)
    leaves_at = models.DateTimeField()
    replies = models.PositiveIntegerField(null=True)
    likes = models.PositiveIntegerField(null=True)
    reposts = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mark"], name="each_posting_has_its_mark"),
            models.UniqueConstraint(fields=["share"], condition=models.Q(state__in=ON_ITS_WAY), name="one_posting_of_a_share"),
            models.CheckConstraint(condition=models.Q(state__in=DELIVERY.states), name="posting_state_is_known"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["member", "-id"], name="posting_of"),
            models.Index(fields=["share"], name="posting_share"),
            models.Index(fields=["account"], name="posting_account"),
            models.Index(fields=["next_attempt_at"], name="posting_due", condition=models.Q(state__in=ON_ITS_WAY)),
        ]

    @property
    def connector(self) -> Any:
        return registry.own(self.network)
