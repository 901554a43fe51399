"""Who did what to which thing. Rows are added, never changed."""

from django.db import models

from liant.kit import clock
from liant.tenancy.models import TenantModel


class Entry(TenantModel):
    """`verb` is "<room>.<verb>"; `detail` holds ids and names of fields, never a message's content nor a secret."""

    at = models.DateTimeField(default=clock.now, editable=False)
    actor_id = models.BigIntegerField(null=True)  # a member's id; empty when Liant itself acted
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organisation", "thing_kind", "thing_id", "-id"], name="audit_thing")]
