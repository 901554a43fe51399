"""Saved queries, and the items that matched one: mentions, with why they matched and how they read."""

from django.db import models

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class SavedQuery(TenantModel):
    """`must` and `must_not` are sentences that the query is tested on each time it is changed."""

    name = models.CharField(max_length=120)
    expr = models.TextField()
    must = models.JSONField(default=list, blank=True)
    must_not = models.JSONField(default=list, blank=True)
    is_on = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    changed_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_query_per_name")]

    def __str__(self) -> str:
        return self.name


class Mention(TenantModel):
    """An item that matched a saved query or spoke to us, triaged. `matches`: [{"name", "spans": [[start, end], …]}]."""

    item = TenantForeignKey(Item, models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    heard_at = models.DateTimeField(default=clock.now)
    matches = models.JSONField(default=list)
    query_names = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)
    intent = models.CharField(max_length=20)
    intents = models.JSONField(default=dict)
    sentiment = models.FloatField(null=True)
    conduct = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_mention_per_item")]
        indexes = [
            models.Index(fields=["organisation", "-published_at", "-id"], name="mention_newest"),
            models.Index(fields=["organisation", "intent", "-published_at", "-id"], name="mention_by_intent"),
        ]


class Correction(TenantModel):
    """A person said what it was: the next readings learn from it."""

    item = TenantForeignKey(Item, models.CASCADE, related_name="+")
    intent = models.CharField(max_length=20)
    was = models.CharField(max_length=20)
    corrected_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    corrected_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_correction_per_item")]
