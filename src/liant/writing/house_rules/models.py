"""Rules that an organisation writes itself, beside Liant's: each change is a new edition, tried on what was written before it
reads anything. `OwnRule.active` is the number of the edition that reads; None while the rule is off."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class OwnRule(TenantModel):
    """`key` is its name in remarks, and in what was kept in spite of them: for ever, whatever the rule is called."""

    key = models.SlugField(max_length=90)
    name = models.CharField(max_length=120)
    edition = models.PositiveIntegerField(default=0)  # the number of the newest
    active = models.PositiveIntegerField(null=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_own_rule_per_key"),
            models.CheckConstraint(
                condition=models.Q(active__isnull=True) | models.Q(active__lte=models.F("edition")),
                name="an_edition_that_reads_is_there",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.active is not None


class RuleEdition(TenantModel):
    """`values`: what was typed; `source`: the rule as the engine reads it (YAML, docs/lint.md)."""

    rule = TenantForeignKey(OwnRule, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    source = models.TextField()
    why = models.CharField(max_length=300, blank=True)
    author = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="each_rule_edition_once")]


class RuleTrial(TenantModel):
    """What an edition would have found in a year: how many texts were read, by where they stand; what it found, by month."""

    rule = TenantForeignKey(OwnRule, models.CASCADE, related_name="trials")
    edition = models.PositiveIntegerField()
    read = models.JSONField(default=dict)  # {"pieces": 120, "replies": 800}
    found = models.JSONField(default=dict)  # {"2026-03": 4}
    since_at = models.DateTimeField()  # how far back it read
    is_whole = models.BooleanField(default=True)  # nothing of the year was left out
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["rule", "edition", "-at"], name="rule_trial_of")]

    @property
    def total(self) -> int:
        return sum(self.found.values())
