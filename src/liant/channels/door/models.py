"""The address where others push to a channel, who may sign there, and each request as it came."""

import uuid

from django.db import models

from liant.channels.door.states import ARRIVAL
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Door(TenantModel):
    """One address of a channel. It is found by the hash of its token; the token itself is sealed, to be shown again."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="doors")
    token_hash = models.CharField(max_length=64, unique=True)
    token = models.TextField()
    made_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True)  # whoever still calls is told that it is gone
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)  # why the last request that was not taken was not

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel"], name="one_open_door", condition=models.Q(closed_at=None))
        ]


class Sender(TenantModel):
    """Who may push, by a secret of their own."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="senders")
    name = models.CharField(max_length=120)
    secret = models.TextField()  # sealed
    made_at = models.DateTimeField(default=clock.now, editable=False)
    heard_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Arrival(TenantModel):
    """A request as it came, kept before anybody was told that it was taken."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="arrivals")
    sender = TenantForeignKey(Sender, models.SET_NULL, null=True, related_name="+")
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=600, blank=True)
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=500, blank=True)
    query = models.JSONField(default=dict)
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    remote = models.CharField(max_length=45, blank=True)
    arrived_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=20, default=ARRIVAL.start)
    due_at = models.DateTimeField(default=clock.now)  # not to be read before; a reader at work moves it on
    attempts = models.IntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    item_count = models.IntegerField(default=0)
    told = models.TextField(blank=True)  # what came of it, where that needs a sentence

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="each_arrival_once", condition=~models.Q(key=""))
        ]
        indexes = [
            models.Index(fields=["due_at"], name="arrival_due", condition=models.Q(state="waiting")),
            models.Index(fields=["channel", "-id"], name="arrival_by_channel"),
            models.Index(fields=["arrived_at"], name="arrival_by_age"),
        ]
