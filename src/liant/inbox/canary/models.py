"""Every address and form that the organisation publishes, and the messages that check whether somebody reads it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.inbox.canary.states import CANARY
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class PublishedAddress(TenantModel):
    """`missed` and `failing_since` tell the spell that goes on; an answer ends it. `fields`: the lines of a form."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("a mail address")
        FORM = "form", _("a form on a page")

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MAIL)
    target = models.CharField(max_length=500)  # the mail address, or where the form is posted
    fields = models.TextField(blank=True)
    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    every_days = models.PositiveSmallIntegerField(default=7)
    is_on = models.BooleanField(default=True)
    next_at = models.DateTimeField(default=clock.now)
    made_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    last_read_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    missed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "target"], name="each_address_once"),
            models.CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=90), name="address_rhythm"),
        ]
        indexes = [models.Index(fields=["next_at"], name="address_due", condition=Q(is_on=True))]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """What people know it by."""
        return self.target if self.kind == self.Kind.MAIL else self.name


class Canary(TenantModel):
    """One message, known again by its code, or by the identifier that its mail was given."""

    address = TenantForeignKey(PublishedAddress, models.CASCADE, related_name="canaries")
    round_at = models.DateTimeField()
    code = models.CharField(max_length=30)
    reference = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=12, default=CANARY.start)
    outcome = models.TextField(blank=True)  # what the other side said, in words
    made_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    machine_at = models.DateTimeField(null=True)  # a machine answered, which proves no reader

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["address", "round_at"], name="one_canary_a_round"),
            models.UniqueConstraint(fields=["organisation", "code"], name="canary_code_once"),
            models.CheckConstraint(condition=Q(state__in=CANARY.states), name="canary_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["address", "-id"], name="canary_of_address"),
            models.Index(fields=["sent_at"], name="canary_waits", condition=Q(state="sent")),
            models.Index(fields=["organisation", "reference"], name="canary_reference", condition=~Q(reference="")),
        ]

    @property
    def shown_state(self) -> str:
        """The name under which pages have words for it."""
        return f"canary_{self.state}"
