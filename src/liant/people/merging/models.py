"""Persons that someone recognised as one, with what moved, so that it can be taken back."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class SamePerson(TenantModel):
    survivor = TenantForeignKey(Person, models.CASCADE, related_name="+")
    merged = TenantForeignKey(Person, models.CASCADE, related_name="+")
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    moved = models.JSONField(default=dict)  # ids of handles, hats and persons that now point to the survivor
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at__isnull=True), name="recognised_once_at_a_time"
            )
        ]
