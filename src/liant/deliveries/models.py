"""Everything that leaves the house, for every room: one row per act, frozen when it is queued."""

from django.db import models

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.deliveries.states import DELIVERY
from liant.kit import clock
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Outgoing(TenantModel):
    """What whatever leaves has in common, whosever row it is. `frozen` is exactly what leaves."""

    frozen = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default=DELIVERY.start)
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    looks = models.IntegerField(default=0)
    sending_started_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # the last error, in words
    needs_a_person = models.BooleanField(default=False)  # unknown, and looking cannot prove it
    remote_key = models.CharField(max_length=600, blank=True)
    remote_url = models.URLField(max_length=2000, blank=True)
    reply_to = models.JSONField(default=dict)  # what a further act about it needs, as the network said

    class Meta(TenantModel.Meta):
        abstract = True


class Delivery(Outgoing):
    """An act of the house. `key` is the natural key: the same act asked twice is one delivery."""

    key = models.CharField(max_length=200)
    channel = TenantForeignKey(Channel, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # reply, post, like, repost, mail, edit, delete
    recipient = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    origin_kind = models.CharField(max_length=40)  # what asked for it: "inbox.message"
    origin_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    let_go_at = models.DateTimeField(null=True)  # when a person last said that it should leave all the same

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="each_act_once"),
            models.CheckConstraint(condition=models.Q(state__in=DELIVERY.states), name="a_known_state"),
        ]
        indexes = [
            models.Index(fields=["organisation", "origin_kind", "origin_id"], name="delivery_origin"),
            models.Index(fields=["organisation", "state", "-id"], name="delivery_state"),
            models.Index(
                fields=["next_attempt_at"],
                name="delivery_due",
                condition=models.Q(state__in=["queued", "sending", "unknown"]),
            ),
            models.Index(fields=["channel", "remote_key"], name="delivery_remote"),
        ]


class Hold(TenantModel):
    """A room keeps a delivery back; read by the worker at the moment of sending."""

    delivery = TenantForeignKey(Delivery, models.CASCADE, related_name="holds")
    room = models.CharField(max_length=30)
    reason = models.CharField(max_length=400)
    placed_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "room"], condition=models.Q(lifted_at__isnull=True), name="one_hold_per_room"
            )
        ]


class Medium(TenantModel):
    """Bytes that leave with a delivery, named in its `frozen["media"]` by their sum; the same bytes are kept once."""

    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    content = models.BinaryField()
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "sha256"], name="each_medium_once")]
