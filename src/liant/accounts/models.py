"""Users (one per human being), their membership of organisations, teams, invitations, one-time sign-in links."""

import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from liant.accounts.roles import Role
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in. What they may do depends on the organisation: see `Member`."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="fr")
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)  # runs the installation; sees no organisation's data by that
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class Team(TenantModel):
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_team_per_name")]

    def __str__(self) -> str:
        return self.name


class Member(TenantModel):
    """A user in an organisation, with one or more roles."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices))
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="one_membership_per_user"),
            models.CheckConstraint(condition=models.Q(roles__len__gt=0), name="a_member_has_a_role"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        return self.name

    def has_role(self, *roles: str) -> bool:
        return self.is_active and not set(roles).isdisjoint(self.roles)


class TeamMember(TenantModel):
    team = TenantForeignKey(Team, models.CASCADE, related_name="memberships")
    member = TenantForeignKey(Member, models.CASCADE, related_name="team_memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "member"], name="once_per_team")]


class Invitation(TenantModel):
    """Sent by mail; the link holds a token of which only the hash is kept."""

    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=20, choices=Role.choices))
    language = models.CharField(max_length=10, default="fr")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    invited_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # when the mail with the present token left
    mail_problem = models.CharField(max_length=300, blank=True)  # why it could not leave

    class Meta:
        ordering = ["-invited_at"]


class SignInLink(models.Model):
    """A one-time link, printed in the terminal of whoever runs the installation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user}, until {self.expires_at:%Y-%m-%d %H:%M}"
