"""What someone has to come back to: a colleague who named them, a reminder that rang, what was promised to a person."""

from django.db import models

from liant.accounts.models import Member
from liant.inbox.models import Conversation, Message
from liant.kit import clock
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Call(TenantModel):
    """A colleague named this member in an internal note."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    message = TenantForeignKey(Message, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["member", "message"], name="called_once_per_note")]
        indexes = [
            models.Index(fields=["member", "-at"], name="call_unseen", condition=models.Q(seen_at__isnull=True)),
        ]


class Reminder(TenantModel):
    """`member` is empty when it is for all who answer. It rings at its moment, unless the person wrote before and only
    silence was to be told."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    member = TenantForeignKey(Member, models.CASCADE, null=True, related_name="+")
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    rings_at = models.DateTimeField()
    is_for_silence = models.BooleanField(default=True)
    rang_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["rings_at", "id"]
        indexes = [
            models.Index(
                fields=["rings_at"],
                name="reminder_due",
                condition=models.Q(rang_at__isnull=True, done_at__isnull=True),
            ),
            models.Index(
                fields=["organisation", "rang_at"],
                name="reminder_rang",
                condition=models.Q(rang_at__isnull=False, done_at__isnull=True),
            ),
            models.Index(
                fields=["conversation"], name="reminder_conversation", condition=models.Q(done_at__isnull=True)
            ),
        ]


class Pledge(TenantModel):
    """What was promised to a person, and by which day; shown until it is kept or let go."""

    person = TenantForeignKey(Person, models.CASCADE, null=True, related_name="+")
    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    text = models.CharField(max_length=300)
    due_on = models.DateField()
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    is_kept = models.BooleanField(default=False)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["person"], name="pledge_person", condition=models.Q(ended_at__isnull=True)),
            models.Index(
                fields=["organisation", "due_on"], name="pledge_due", condition=models.Q(ended_at__isnull=True)
            ),
        ]
