"""What the ledger tells of which comes first, sharing or the tie: of everyone who agreed together, and of nobody."""

from django.db import models

from liant.kit import clock
from liant.tenancy.models import TenantModel


class Finding(TenantModel):
    """One look, over windows of two weeks. `told`: estimates, intervals, sentences and diagnostics, as `engines.direction.told`
    gives them. Never looked at again: figures of the same weeks beside each other would tell who came."""

    from_on = models.DateField()
    to_on = models.DateField()  # its last day
    verdict = models.CharField(max_length=20)
    told = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="finding_newest")]
