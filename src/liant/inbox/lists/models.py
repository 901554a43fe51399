"""Choices of the list, kept under a name: for oneself, or for everyone."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class SavedView(TenantModel):
    """`owner` is empty when everyone sees it. What it shows follows the reader's own hats, whoever kept it."""

    name = models.CharField(max_length=60)
    owner = TenantForeignKey(Member, models.CASCADE, null=True, related_name="+")
    filters = models.JSONField(default=dict)
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "owner", "name"], name="one_view_per_name", nulls_distinct=False
            )
        ]
