"""From whom a share came, without anybody: two tokens that only a count in memory can join."""

from django.db import models

from liant.accounts.models import Member
from liant.advocacy.models import Offer
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Step(TenantModel):
    """A member's own row, of one offer. `token`: drawn by lot when they handed it on, and told to nobody who it is of;
    `came_from`: that of whoever handed it on to them, as it stood in the address they followed."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    offer = TenantForeignKey(Offer, models.CASCADE, related_name="+")
    token = models.CharField(max_length=16, blank=True)
    came_from = models.CharField(max_length=16, blank=True)
    came_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "offer"], name="one_step_of_an_offer")]
        indexes = [models.Index(fields=["offer"], name="step_offer")]
