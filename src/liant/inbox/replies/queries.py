from collections.abc import Mapping, Sequence
from typing import Any

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import readable
from liant.inbox.replies.models import Approval, ApprovalRule, SavedReply, Variable
from liant.inbox.replies.rules import called, filled
from liant.people.hats import HatKind, visible_hats
from liant.people.names import first_name

MOST_SHOWN = 200
MOST_WAITING = 50


def saved_replies(member: Member) -> list[SavedReply]:
    """Those under hats that this member reads."""
    hats = visible_hats(member)
    return [saved for saved in SavedReply.objects.all()[:MOST_SHOWN] if not saved.hats or set(saved.hats) & hats]


def offered(member: Member, conversation: Conversation) -> list[SavedReply]:
    """Those that fit the hat under which this person speaks."""
    return [saved for saved in saved_replies(member) if not saved.hats or conversation.hat in saved.hats]


def text_of(texts: Mapping[str, str], conversation: Conversation) -> str:
    """In the person's language, or else in the organisation's."""
    own = conversation.organisation.language
    return texts.get(conversation.language) or texts.get(own) or next((text for text in texts.values() if text), "")


def values_for(member: Member, conversation: Conversation) -> dict[str, str]:
    """What Liant knows for this answer; what it does not know is not there, and has to be written."""
    name = conversation.person.name if conversation.person else ""
    values = {
        "first_name": first_name(name),
        "name": name,
        "organisation": conversation.organisation.name,
        "agent": member.name,
        "channel": conversation.channel.name,
        "subject": conversation.subject,
    }
    values |= {called(own.name): text_of(own.texts, conversation) for own in Variable.objects.all()[:MOST_SHOWN]}
    return {variable: value for variable, value in values.items() if value}


def written(saved: SavedReply, values: Mapping[str, str], conversation: Conversation) -> str:
    return filled(text_of(saved.texts, conversation), values)


def rules() -> list[ApprovalRule]:
    return list(ApprovalRule.objects.all())


def needs_agreement(member: Member, conversation: Conversation) -> bool:
    """Whether a rule says so; whoever may agree to others' answers needs nobody's."""
    asked = ApprovalRule.objects.filter(role__in=member.roles, hat__in=["", conversation.hat])
    return asked.exists() and not may(member, "replies.approve", conversation)


def waiting_for(member: Member) -> list[Approval]:
    """Answers to which this member may agree, the longest wait first, up to a page of them."""
    if not may(member, "replies.approve"):
        return []
    waiting = Approval.objects.filter(state="waiting").exclude(message__author=member)
    hats = visible_hats(member)
    if hats != frozenset(HatKind):
        waiting = waiting.filter(message__conversation__in=readable(member))
    found = waiting.select_related("message__conversation__person", "message__conversation__channel", "message__author")
    return list(found[:MOST_WAITING])


def approval_of(member: Member, approval_id: int) -> Approval:
    """Raises Approval.DoesNotExist when there is none about a conversation that this member may read."""
    found = Approval.objects.select_related("message__conversation__channel", "message__author", "decided_by")
    return found.filter(message__conversation__in=readable(member)).get(id=approval_id)


def approvals_of(messages: Sequence[Message]) -> dict[int, Approval]:
    found = Approval.objects.filter(message__in=messages).select_related("decided_by")
    return {approval.message_id: approval for approval in found}


def sent_back_to(member: Member, conversation: Conversation) -> Approval | None:
    """The latest answer of this member that came back, while they have said nothing since."""
    latest = (
        Approval.objects.filter(message__conversation=conversation, message__author=member)
        .select_related("decided_by", "message")
        .order_by("-id")
        .first()
    )
    if latest is None or latest.state not in ("sent_back", "replaced"):
        return None
    later = conversation.messages.filter(direction="ours", author=member, id__gt=latest.message_id)
    return None if later.exists() else latest


def delivery_of(message: Message) -> Any:
    return Delivery.objects.get(key=f"reply:{message.id}")
