"""Whether experts want a board of who shares, and who stands on it. A vote and a place are a member's own rows: the database shows
them to nobody else. Who asked for a vote is written nowhere."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Ballot(TenantModel):
    """A question to all experts but those who lead: a board, or no board any more. Its outcome is counted once, when it closes, and
    the votes are forgotten then. `few`: fewer than half of them voted, or fewer than five."""

    class Asks(models.TextChoices):
        IN = "in"
        OUT = "out"

    class Outcome(models.TextChoices):
        PASSED = "passed"
        REFUSED = "refused"
        FEW = "few"

    asks = models.CharField(max_length=3, choices=Asks.choices)
    opened_at = models.DateTimeField(default=clock.now)
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], name="one_ballot_at_a_time", condition=models.Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) ^ ~models.Q(outcome=""),
                name="a_closed_ballot_has_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-opened_at", "-id"], name="ballot_newest"),
            models.Index(fields=["closes_at"], name="ballot_due", condition=models.Q(closed_at__isnull=True)),
        ]


class Vote(TenantModel):
    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    ballot = TenantForeignKey(Ballot, models.CASCADE, related_name="+")
    is_yes = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "ballot"], name="one_vote_each")]
        indexes = [models.Index(fields=["ballot"], name="vote_ballot")]


class Place(TenantModel):
    """That a member wants to stand on the board, and to be seen by the others who do."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    taken_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_place_each")]
