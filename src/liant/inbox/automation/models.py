"""Rules: when something happens to a conversation, if it is of such a kind, then something is done to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.inbox.automation.rules import Plan, read_actions, read_conditions
from liant.inbox.automation.states import RULE
from liant.inbox.models import Conversation, Label
from liant.kit import clock
from liant.people.hats import visible_hats
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Trigger(models.TextChoices):
    ARRIVED = "arrived", _("a message arrives")
    OPENED = "opened", _("a conversation begins, or is open again")
    CORRECTED = "corrected", _("someone corrects the reading")
    WAITED = "waited", _("someone has been waiting for some working hours")
    LABELLED = "labelled", _("a label is put")


class Stopped(models.TextChoices):
    """Why a rule stopped by itself."""

    ERRORS = "errors", _("it failed several times in a row")
    AUTHOR_LEFT = "author_left", _("whoever wrote it no longer works here")


class Rule(TenantModel):
    """`tried_version`: the last version that somebody tried on the past; only that one can be switched on."""

    name = models.CharField(max_length=120)
    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    wait_hours = models.PositiveSmallIntegerField(null=True)
    label = TenantForeignKey(Label, models.CASCADE, null=True, related_name="+")
    conditions = models.JSONField(default=dict)
    actions = models.JSONField(default=dict)
    is_last = models.BooleanField(default=False)  # where it acts, the rules below do not
    place = models.IntegerField(default=0)
    state = models.CharField(max_length=10, default=RULE.start)
    stopped_because = models.CharField(max_length=20, choices=Stopped.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    tried_version = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    errors_in_a_row = models.PositiveSmallIntegerField(default=0)
    waited_until = models.DateTimeField(null=True)  # whoever waits since then or before has been looked at
    changed_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RULE.states), name="rule_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(state="on") | models.Q(tried_version=models.F("version")),
                name="a_rule_is_tried_before_it_acts",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "trigger"], name="rule_on", condition=models.Q(state="on"))]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_state(self) -> str:
        """The name under which pages have words for it."""
        return f"rule_{self.state}"

    def as_plan(self) -> Plan:
        return Plan(
            id=self.id,
            trigger=self.trigger,
            hats=visible_hats(self.changed_by) if self.changed_by else frozenset(),
            conditions=read_conditions(self.conditions),
            actions=read_actions(self.actions),
            wait_hours=self.wait_hours,
            label=self.label_id,
            is_last=self.is_last,
        )


class Firing(TenantModel):
    """A rule acted upon a conversation, on one occasion and once: the row keeps it from doing so again."""

    rule = TenantForeignKey(Rule, models.CASCADE, related_name="firings")
    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    occasion = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)
    done = models.JSONField(default=list)  # [kind, value]
    left = models.JSONField(default=list)  # [kind, why not]
    problem = models.CharField(max_length=20, blank=True)
    set_off_by = models.BigIntegerField(null=True)  # the rule whose label set it off

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "rule", "occasion"], name="once_for_each_occasion")
        ]
        indexes = [models.Index(fields=["rule", "-id"], name="firing_of_rule")]


class Proposal(TenantModel):
    """What only a person may do, prepared by a rule: another hat, or the beginning of an answer."""

    class Kind(models.TextChoices):
        HAT = "hat", _("another hat")
        ANSWER = "answer", _("an answer")

    rule = TenantForeignKey(Rule, models.CASCADE, related_name="+")
    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "kind"],
                condition=models.Q(settled_at__isnull=True),
                name="one_open_proposal_of_a_kind",
            )
        ]


class Urgency(TenantModel):
    """It comes first, as long as somebody waits there."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    rule = TenantForeignKey(Rule, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation"], name="urgent_once")]
        indexes = [models.Index(fields=["organisation", "-id"], name="urgency_newest")]


class Word(TenantModel):
    """A rule tells a member of a conversation; gone once they have looked at it."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    rule = TenantForeignKey(Rule, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "conversation", "rule"], name="rule_told_once")]
        indexes = [models.Index(fields=["member", "-id"], name="word_newest")]
