"""Conversations that someone put together: which survives, and how both stood, so that they can be taken apart."""

from django.db import models

from liant.accounts.models import Member
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Merge(TenantModel):
    survivor = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    merged = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    before = models.JSONField(default=dict)  # how the merged one stood
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at__isnull=True), name="merged_once_at_a_time"
            )
        ]
