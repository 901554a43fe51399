"""A staff list that was read and waits for its reader to say yes."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class StaffList(TenantModel):
    """One at a time. `rows` is what the file said; it goes away with the row, once it is taken or put aside."""

    rows = models.JSONField()
    has_teams = models.BooleanField()  # whether the file has a column of teams; without one nobody's teams change
    read_by = TenantForeignKey(Member, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_staff_list_at_a_time")]
