"""What may be shown of a programme, computed once for each stretch of four weeks; and what people of the house put up by
themselves."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Publication(TenantModel):
    """One closed stretch of four weeks: pages and exports read this, and never the rows of an expert. Nothing in `figures` is
    about fewer people than may be shown, and it is never computed again."""

    number = models.PositiveSmallIntegerField()  # from 1
    from_on = models.DateField()
    to_on = models.DateField()  # its last day
    figures = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="each_stretch_once")]


class Example(TenantModel):
    """Something that a sponsor, a manager or a colleague shared, said or thanked for, and puts up here by their own choice."""

    class Kind(models.TextChoices):
        SHARE = "share", _("something I shared")
        COMMENT = "comment", _("something I commented on")
        THANKS = "thanks", _("somebody I thanked")

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    words = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="example_newest")]


class Rates(TenantModel):
    """With which rates follows are made an estimate of reach and, if the house insists, a price. `seen_low`, `seen_high`: of a
    hundred people who see a share, how many follow its link."""

    seen_low = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal("0.5"))
    seen_high = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(3))
    is_priced = models.BooleanField(default=False)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="EUR")
    source = models.CharField(max_length=300, blank=True)
    as_of = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_set_of_rates"),
            models.CheckConstraint(
                condition=models.Q(is_priced=False)
                | models.Q(price__isnull=False, as_of__isnull=False) & ~models.Q(source=""),
                name="a_price_has_a_date_and_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_low__gt=0) & models.Q(seen_high__gte=models.F("seen_low")),
                name="seen_is_an_interval",
            ),
        ]
