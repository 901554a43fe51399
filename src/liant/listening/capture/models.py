"""Pictures kept beside what was noted from them, and the links by which someone without an account tells us."""

from django.db import models

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Picture(TenantModel):
    """What the words were read from: it shows what stood there, also when the page has gone."""

    item = TenantForeignKey(Item, models.CASCADE, related_name="pictures")
    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item"], name="one_picture_per_note")]


class TipLink(TenantModel):
    """Whoever has it may tell us what they saw. The token is sealed, to be shown again; it is found by its hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    token = models.TextField()
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], name="one_open_tip_link", condition=models.Q(closed_at=None)
            )
        ]
