"""Answers written once for many: saved replies, the variables in them; and answers that need someone's agreement."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.inbox.models import Message
from liant.inbox.replies.states import APPROVAL
from liant.kit import clock
from liant.people.hats import HatKind
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class SavedReply(TenantModel):
    """`hats`: under which it is offered, all when empty. `asks`: variables to be filled in each time, as a reason is.

    How often it served is counted, never by whom.
    """

    name = models.CharField(max_length=80)
    hats = ArrayField(models.CharField(max_length=20, choices=HatKind.choices), default=list, blank=True)
    texts = models.JSONField(default=dict)  # language → text
    asks = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    used_count = models.PositiveIntegerField(default=0)
    used_on = models.DateField(null=True)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_saved_reply_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def beginning(self) -> str:
        return next((text for text in self.texts.values() if text), "")


class Variable(TenantModel):
    """A word of the organisation's own, such as its opening hours, said in each language."""

    name = models.CharField(max_length=40)
    texts = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_variable_per_name")]


class ApprovalRule(TenantModel):
    """Answers by this role under this hat need someone's agreement; every hat when it is empty."""

    role = models.CharField(max_length=20, choices=Role.choices)
    hat = models.CharField(max_length=20, choices=HatKind.choices, blank=True)

    class Meta:
        ordering = ["role", "hat"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "role", "hat"], name="one_rule_per_role_and_hat")
        ]


class Approval(TenantModel):
    """One answer that waits, as a delivery held by the inbox, for someone to agree."""

    message = TenantForeignKey(Message, models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, default=APPROVAL.start)
    asked_at = models.DateTimeField(default=clock.now)
    decided_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    word = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message"], name="one_approval_per_answer"),
            models.CheckConstraint(condition=models.Q(state__in=APPROVAL.states), name="approval_state_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "asked_at", "id"],
                name="approval_waiting",
                condition=models.Q(state="waiting"),
            )
        ]
