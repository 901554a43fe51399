"""What is told to the programmes of others: who listens, what was announced, and what became of each dispatch."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liant.accounts.models import Member
from liant.deliveries.hooks.states import DISPATCH, ENDPOINT
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Endpoint(TenantModel):
    """An address that is told of some kinds of events. `secret` is sealed: what signs, and what signed before."""

    name = models.CharField(max_length=80)
    url = models.URLField(max_length=1000)
    kinds = ArrayField(models.CharField(max_length=60))
    secret = models.TextField()
    former_secret_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default=ENDPOINT.start)
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    failures = models.IntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)  # after a failure, before anything else is tried there
    last_arrived_at = models.DateTimeField(null=True)
    last_problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ENDPOINT.states), name="endpoint_state_is_known"),
            models.CheckConstraint(condition=models.Q(kinds__len__gt=0), name="an_endpoint_hears_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Announcement(TenantModel):
    """Something that happened, told to programmes. `key` names the fact (announced once); `message_id` is what the
    receiver knows it by; `body` is exactly what is sent, each time."""

    key = models.CharField(max_length=200)
    message_id = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    body = models.TextField()
    happened_at = models.DateTimeField()
    announced_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="each_fact_announced_once")]
        indexes = [models.Index(fields=["announced_at"], name="announcement_age")]


class Dispatch(TenantModel):
    """One announcement on its way to one endpoint."""

    announcement = TenantForeignKey(Announcement, models.CASCADE, related_name="dispatches")
    endpoint = TenantForeignKey(Endpoint, models.CASCADE, related_name="dispatches")
    state = models.CharField(max_length=10, default=DISPATCH.start)
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, default=clock.now)
    last_status = models.IntegerField(null=True)  # the HTTP status; empty when no answer came
    problem = models.CharField(max_length=400, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "endpoint"], name="one_dispatch_per_endpoint"),
            models.CheckConstraint(condition=models.Q(state__in=DISPATCH.states), name="dispatch_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["endpoint", "next_attempt_at", "id"], name="dispatch_due",
                         condition=models.Q(state="queued")),
            models.Index(fields=["endpoint", "-id"], name="dispatch_newest"),
            models.Index(fields=["endpoint", "state", "-id"], name="dispatch_by_state"),
            models.Index(fields=["organisation", "-id"], name="dispatch_given_up",
                         condition=models.Q(state="given_up")),
        ]  # fmt: skip
