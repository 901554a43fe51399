"""A newcomer's buddy for their first weeks: rows that the database shows to their own member alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Willing(TenantModel):
    """A member's own row: that they would welcome a newcomer, in these languages."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="willing_once")]


class Welcome(TenantModel):
    """A member's own row, one on each side: who welcomes whom, and what both say of it. It holds once both have said yes, until a
    day."""

    class Said(models.TextChoices):
        YES = "yes"
        NO = "no"

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    is_newcomer = models.BooleanField()
    said = models.CharField(max_length=3, choices=Said.choices, blank=True)
    other_said = models.CharField(max_length=3, choices=Said.choices, blank=True)
    proposed_at = models.DateTimeField(default=clock.now)
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="welcomed_once"),
            models.CheckConstraint(condition=~models.Q(member=F("other")), name="nobody_welcomes_themselves"),
        ]
        indexes = [models.Index(fields=["other"], name="welcome_other")]
