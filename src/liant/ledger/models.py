"""Who did what towards whom, when, through what. Rows are added, never changed; erasure is the owner's alone."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liant.kit import clock
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility, community_key
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Community(TenantModel):
    """A public outside the organisation, as such: readers of a blog, a trade's forum, a town's group. `key`: its name as it is looked
    for. `parts`: numbers of those that were merged into it."""

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=600, editable=False)  # folding case makes some letters three
    url = models.URLField(max_length=800, blank=True)
    parts = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_community_per_key")]

    def save(self, *args: Any, **options: Any) -> None:
        self.key = community_key(self.name)
        super().save(*args, **options)


class Interaction(TenantModel):
    """`key` is the natural key: the same act noted twice is one row. Towards a person or a community, never both; towards a
    community, the database shows and takes it within the own rows of whose it is, and nowhere else."""

    key = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=InteractionKind.choices)
    source = TenantForeignKey(Person, models.PROTECT, related_name="+")
    target = TenantForeignKey(Person, models.PROTECT, null=True, related_name="+")
    community = TenantForeignKey(Community, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    noted_at = models.DateTimeField(default=clock.now, editable=False)
    through_kind = models.CharField(max_length=40)  # "inbox.message", "deliveries.delivery", …
    through_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    visibility = models.CharField(max_length=20, choices=Visibility.choices)
    consent = models.CharField(max_length=20, choices=Consent.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="each_interaction_once"),
            models.CheckConstraint(
                condition=models.Q(target__isnull=False) ^ models.Q(community__isnull=False),
                name="towards_a_person_or_a_community",
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="not_towards_oneself"),
        ]
        indexes = [models.Index(fields=["organisation", "source", "at"], name="interaction_by_source")]
