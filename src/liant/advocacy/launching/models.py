"""What is answered for before anyone is invited, and asked again each quarter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Duty(TenantModel):
    """Something the law asks before colleagues are invited: done on a day, and written down in a document. `why_not`: where it
    does not apply to this house."""

    class Kind(models.TextChoices):
        INFORMED = "informed", _("employees were told")
        COUNCIL = "council", _("the works council was consulted")
        IMPACT = "impact", _("the impact on private life was assessed")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    done_on = models.DateField()
    document = models.CharField(max_length=300, blank=True)
    why_not = models.CharField(max_length=500, blank=True)
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="each_duty_once"),
            models.CheckConstraint(
                condition=~models.Q(document="") | ~models.Q(why_not=""), name="a_duty_names_its_document"
            ),
        ]


class Review(TenantModel):
    """The three questions, answered before the launch and each quarter."""

    on = models.DateField()
    experience = models.TextField()
    travel = models.TextField()
    animation = models.TextField()
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="review_newest")]
