"""The exchange with one person about one matter, in one hat, over any channel."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel, Item
from liant.inbox.states import CONVERSATION
from liant.kit import clock
from liant.people.hats import HatKind
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Intent(models.TextChoices):
    PRAISE = "praise", _("praise")
    COMPLAINT = "complaint", _("complaint")
    QUESTION = "question", _("question")
    PURCHASE = "purchase", _("wants to buy")
    PRESS = "press", _("press")
    CANDIDATE = "candidate", _("application")
    SOLICITATION = "solicitation", _("solicitation")
    ABUSE = "abuse", _("abuse")
    OTHER = "other", _("other")


class Due(models.TextChoices):
    ANSWER = "answer", _("an answer")
    THANKS = "thanks", _("a thank-you")
    NOTHING = "nothing", _("nothing")


WAITING = models.Q(state="open", waiting_since__isnull=False)


class Conversation(TenantModel):
    """`waiting_since` runs from the first message that nobody has answered; empty when nobody waits."""

    person = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    channel = TenantForeignKey(Channel, models.PROTECT, related_name="+")
    thread_key = models.CharField(max_length=600)
    hat = models.CharField(max_length=20, choices=HatKind.choices)
    subject = models.CharField(max_length=300, blank=True)
    opening = models.CharField(
        max_length=280, blank=True
    )  # the first words of the person: the title, without a subject
    excerpt = models.CharField(max_length=280, blank=True)  # the latest words of the person
    intent = models.CharField(max_length=20, choices=Intent.choices, default=Intent.OTHER)
    intent_is_corrected = models.BooleanField(default=False)
    intent_reasons = models.JSONField(default=list)
    language = models.CharField(max_length=10, blank=True)
    due = models.CharField(max_length=10, choices=Due.choices, default=Due.ANSWER)
    state = models.CharField(max_length=10, default=CONVERSATION.start)
    is_public = models.BooleanField(default=False)
    assignee = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)  # our latest answer that left
    snoozed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=300, blank=True)
    merged_into = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")  # where its messages are now
    split_from = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "thread_key", "person"],
                name="one_conversation_per_person_and_thread",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CONVERSATION.states), name="conversation_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="snoozed") | models.Q(snoozed_until__isnull=False),
                name="a_snooze_has_an_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due", "waiting_since", "id"],
                name="conversation_waiting",
                condition=WAITING,
            ),
            models.Index(
                fields=["organisation", "due", "hat", "waiting_since", "id"],
                name="conversation_waiting_hat",
                condition=WAITING,
            ),
            models.Index(
                fields=["assignee", "due", "waiting_since", "id"], name="conversation_waiting_mine", condition=WAITING
            ),
            models.Index(fields=["organisation", "-last_message_at", "-id"], name="conversation_all"),
            models.Index(
                fields=["organisation", "-last_message_at", "-id"],
                name="conversation_nobodys",
                condition=models.Q(assignee__isnull=True),
            ),
            models.Index(fields=["organisation", "state", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(fields=["organisation", "hat", "-last_message_at", "-id"], name="conversation_hat"),
            models.Index(fields=["organisation", "intent", "-last_message_at", "-id"], name="conversation_intent"),
            models.Index(fields=["channel", "-last_message_at", "-id"], name="conversation_channel"),
            models.Index(fields=["organisation", "language", "-last_message_at", "-id"], name="conversation_language"),
            models.Index(fields=["assignee", "-last_message_at", "-id"], name="conversation_assignee"),
            models.Index(fields=["person", "-last_message_at"], name="conversation_person"),
            models.Index(fields=["snoozed_until"], name="conversation_snoozed", condition=models.Q(state="snoozed")),
            models.Index(
                fields=["organisation", "hat", "intent", "language", "-answered_at", "-id"],
                name="conversation_alike",
                condition=models.Q(answered_at__isnull=False),
            ),
            models.Index(
                fields=["merged_into"], name="conversation_merged", condition=models.Q(merged_into__isnull=False)
            ),
            models.Index(
                fields=["split_from"], name="conversation_split", condition=models.Q(split_from__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.opening[:60]


class Message(TenantModel):
    """One message of a conversation: theirs (with the item it came in), ours (with the delivery), or a note."""

    class Direction(models.TextChoices):
        THEIRS = "theirs", _("theirs")
        OURS = "ours", _("ours")
        NOTE = "note", _("internal note")

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    item = TenantForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    at = models.DateTimeField()
    form_key = models.CharField(max_length=64, blank=True)  # of the form it was written in: sent twice, kept once
    taken_back_at = models.DateTimeField(null=True)  # before it left; kept so that its form, sent again, sends nothing
    came_from = TenantForeignKey(Conversation, models.SET_NULL, null=True, related_name="+")  # before a merge

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "conversation"], name="each_item_once_per_conversation"),
            models.UniqueConstraint(
                fields=["organisation", "form_key"], condition=~models.Q(form_key=""), name="each_form_once"
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "at", "id"], name="message_in_order"),
            models.Index(fields=["came_from"], name="message_came_from", condition=models.Q(came_from__isnull=False)),
        ]


class Attachment(TenantModel):
    """A file that goes with an answer: kept from the moment it is chosen, so that no form that fails loses it."""

    SHOWN_HERE: ClassVar[set[str]] = {"image/jpeg", "image/png", "image/webp", "image/gif"}

    message = TenantForeignKey(Message, models.CASCADE, null=True, related_name="attachments")  # once it is written
    author = TenantForeignKey(Member, models.CASCADE, related_name="+")
    form_key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    content = models.BinaryField()
    description = models.CharField(max_length=1500, blank=True)  # what is to be seen, for those who do not see it
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["message"], name="attachment_message"),
            models.Index(fields=["author", "form_key"], name="attachment_form"),
        ]

    @property
    def is_picture(self) -> bool:
        return self.media_type in self.SHOWN_HERE


class Act(TenantModel):
    """What someone just did to one or many conversations, with what was there before: so that it can be undone."""

    actor = TenantForeignKey(Member, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)
    changes = models.JSONField(default=list)  # one per conversation: id, before, after
    refused = models.JSONField(default=list)  # one per conversation that was left as it was: id, why
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "at"], name="act_of")]


class Habits(TenantModel):
    """How this organisation answers: one row at most."""

    undo_seconds = models.PositiveSmallIntegerField(default=10)  # during which an answer can be taken back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="habits_once")]


class Label(TenantModel):
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_label_per_name")]

    def __str__(self) -> str:
        return self.name


class ConversationLabel(TenantModel):
    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="labelled")
    label = TenantForeignKey(Label, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "label"], name="each_label_once")]
