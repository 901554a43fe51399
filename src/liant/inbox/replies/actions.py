"""Every change to saved replies, their variables, and answers that need someone's agreement."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.deliveries.actions import hold, release
from liant.deliveries.models import Delivery
from liant.inbox.actions import NewerMessage, unsay
from liant.inbox.models import Conversation, Message
from liant.inbox.replies.examples import EXAMPLES
from liant.inbox.replies.models import Approval, ApprovalRule, SavedReply, Variable
from liant.inbox.replies.queries import delivery_of, needs_agreement, offered
from liant.inbox.replies.states import APPROVAL
from liant.jobs import live
from liant.kit import clock

ROOM = "inbox"


def save_reply(*, actor: Member, saved: SavedReply | None, name: str, hats: Sequence[str], texts: Mapping[str, str],
               asks: Sequence[str]) -> SavedReply:  # fmt: skip
    """Write it, or write it anew. Both what it was and what it becomes must be within the writer's hats."""
    if saved:
        check(actor, "replies.change", saved)
    with transaction.atomic():
        saved = saved or SavedReply()
        saved.name, saved.hats, saved.texts, saved.asks = name, list(hats), dict(texts), list(asks)
        check(actor, "replies.change", saved)
        saved.save()
        record(actor, "replies.save", saved, name=saved.name)
    return saved


def delete_reply(*, actor: Member, saved: SavedReply) -> None:
    check(actor, "replies.change", saved)
    with transaction.atomic():
        record(actor, "replies.delete", saved, name=saved.name)
        saved.delete()


def add_examples(*, actor: Member) -> int:
    """A few replies to begin with, where none of that name is there; how many."""
    check(actor, "replies.govern")
    known = set(SavedReply.objects.values_list("name", flat=True))
    wanted = [example for example in EXAMPLES if str(example.name) not in known]
    for example in wanted:
        save_reply(actor=actor, saved=None, name=str(example.name), hats=example.hats, texts=example.texts,
                   asks=example.asks)  # fmt: skip
    return len(wanted)


def save_variable(*, actor: Member, name: str, texts: Mapping[str, str]) -> Variable:
    check(actor, "replies.change")
    with transaction.atomic():
        variable, _is_new = Variable.objects.update_or_create(name=name, defaults={"texts": dict(texts)})
        record(actor, "replies.save_variable", variable, name=name)
    return variable


def delete_variable(*, actor: Member, variable: Variable) -> None:
    check(actor, "replies.change")
    with transaction.atomic():
        record(actor, "replies.delete_variable", variable, name=variable.name)
        variable.delete()


def add_rule(*, actor: Member, role: str, hat: str) -> ApprovalRule:
    check(actor, "replies.govern")
    with transaction.atomic():
        rule, is_new = ApprovalRule.objects.get_or_create(role=role, hat=hat)
        if is_new:
            record(actor, "replies.add_rule", rule, role=role, hat=hat)
    return rule


def remove_rule(*, actor: Member, rule: ApprovalRule) -> None:
    check(actor, "replies.govern")
    with transaction.atomic():
        record(actor, "replies.remove_rule", rule, role=rule.role, hat=rule.hat)
        rule.delete()


def at_the_gate(writer: Member, conversation: Conversation, message: Message, delivery: Delivery,
                extras: Mapping[str, str]) -> None:  # fmt: skip
    """Within the answer's own transaction: count what served, replace what this stands for, hold what needs it."""
    served = extras.get("saved", "")
    if served.isdigit() and int(served) in {saved.id for saved in offered(writer, conversation)}:
        SavedReply.objects.filter(id=int(served)).update(used_count=F("used_count") + 1, used_on=clock.now().date())
    instead = extras.get("instead", "")
    if instead.isdigit():
        replace(actor=writer, conversation=conversation, approval_id=int(instead))
    if needs_agreement(writer, conversation):
        approval = Approval.objects.create(message=message)
        hold(actor=None, delivery=delivery, room=ROOM, reason=_("It needs the agreement of someone else."))
        delivery.refresh_from_db()
        record(writer, "replies.ask", conversation, approval=approval.id)


def approve(*, actor: Member, approval: Approval) -> None:
    """It leaves at once. Refused when the person wrote since: what was agreed to no longer answers them."""
    approval = begin(actor, approval)
    message = approval.message
    with transaction.atomic():
        theirs = message.conversation.messages.filter(direction=Message.Direction.THEIRS, id__gt=message.id)
        if theirs.exists():
            raise NewerMessage
        decide(approval, "approved", actor)
        release(actor=actor, delivery=delivery_of(message), room=ROOM)
        record(actor, "replies.approve", message.conversation, message=message.id)


def send_back(*, actor: Member, approval: Approval, word: str) -> None:
    """To its writer, with a word; nothing leaves, and the text is theirs again."""
    approval = begin(actor, approval)
    with transaction.atomic():
        decide(approval, "sent_back", actor, word.strip())
        unsay(actor=actor, message=approval.message)
        record(actor, "replies.send_back", approval.message.conversation, message=approval.message_id)


def replace(*, actor: Member, conversation: Conversation, approval_id: int) -> None:
    """The approver's own answer stands for the one that waited. One decided meanwhile is left as it is."""
    found = Approval.objects.filter(id=approval_id, state="waiting", message__conversation=conversation).first()
    if found is None:
        return
    approval = begin(actor, found)
    with transaction.atomic():
        decide(approval, "replaced", actor)
        unsay(actor=actor, message=approval.message)
        record(actor, "replies.replace", conversation, message=approval.message_id)


def withdraw(*, message: Message) -> None:
    """Its writer took it back: nobody needs to agree any more."""
    for approval in Approval.objects.select_for_update().filter(message=message, state="waiting"):
        decide(approval, "withdrawn", None)


def begin(member: Member, approval: Approval) -> Approval:
    """Who may agree, and not to their own words."""
    check(member, "replies.approve", approval.message.conversation)
    if approval.message.author_id == member.id:
        raise NotAllowed("replies.approve")
    return approval


def decide(approval: Approval, state: str, by: Member | None, word: str = "") -> None:
    """An allowed move, or LifecycleError: a colleague was quicker."""
    now = Approval.objects.select_for_update().get(id=approval.id)
    APPROVAL.check(now.state, state)
    Approval.objects.filter(id=approval.id).update(
        state=state, decided_by=by, decided_at=clock.now() if by else None, word=word
    )
    live.notify("conversation", approval.message.conversation_id)
