"""One human being: several handles, several hats."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.people.hats import HatKind
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Person(TenantModel):
    """`member` is set when this person works here; then the rule against watching employees applies."""

    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=200, blank=True)
    member = TenantForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    first_met_at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=200)  # where this person came from, in words
    merged_into = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")  # recognised as this one

    class Meta:
        indexes = [
            models.Index(fields=["merged_into"], name="person_merged", condition=models.Q(merged_into__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=models.Q(member__isnull=False),
                name="one_person_per_member",
            )
        ]

    def __str__(self) -> str:
        return self.name or "?"


class Handle(TenantModel):
    """An address, an account, a phone: `kind` and `key` name it for ever, `shown` is what people read."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="handles")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=400)
    shown = models.CharField(max_length=400, blank=True)
    url = models.URLField(max_length=800, blank=True)
    followers = models.BigIntegerField(null=True)  # unknown is None, never 0
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "key"], name="one_person_per_handle")]


class Hat(TenantModel):
    """In what quality this person meets the organisation, from when to when, and who says so."""

    person = TenantForeignKey(Person, models.CASCADE, related_name="hats")
    kind = models.CharField(max_length=20, choices=HatKind.choices)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(ended_at__isnull=True), name="one_hat_of_a_kind_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="a_hat_ends_after_it_starts",
            ),
        ]
