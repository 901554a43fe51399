"""Where a member hears by chat: one place of their own, for every room that tells them something there. The database shows the row
to that member alone."""

from django.db import models

from liant.accounts.models import Member
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Place(TenantModel):
    """A member's own row. `address` is sealed, and dialled through our own door alone."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    address = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_place_by_chat")]
