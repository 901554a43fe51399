"""A staff list that was read and waits for its reader to say yes; the keys of directories, and what they say of members."""

from django.db import models

from liant.accounts.models import Member, Team
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


class DirectoryKey(TenantModel):
    """By which a directory (Microsoft Entra ID, Okta…) brings in and takes out people. Only its hash is kept."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ListedPerson(TenantModel):
    """What a directory says of a member. `told`: as it is given back; `removed_at`: the directory knows them no more."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="listings")
    user_name = models.CharField(max_length=254)  # in small letters
    external_id = models.CharField(max_length=254, blank=True)
    told = models.JSONField()
    listed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], name="one_listing_per_member"),
            models.UniqueConstraint(
                fields=["organisation", "user_name"],
                condition=models.Q(removed_at=None),
                name="one_person_per_user_name",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "external_id"], name="listed_by_external_id")]


class ListedTeam(TenantModel):
    """The same for a team, which is a group there."""

    team = TenantForeignKey(Team, models.CASCADE, related_name="listings")
    external_id = models.CharField(max_length=254, blank=True)
    listed_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team"], name="one_listing_per_team")]
        indexes = [models.Index(fields=["organisation", "external_id"], name="team_by_external_id")]
