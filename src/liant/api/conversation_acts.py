"""What a programme may do to a conversation: what its member may do, through the same actions, once per key."""

import hashlib
import secrets
from datetime import UTC, timedelta
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Path, Schema
from pydantic import AwareDatetime, Field

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.api.conversations import ConversationTold, DeliveryOfMessage, router, told
from liant.api.operations import as_answer, etag_of, writes
from liant.api.problems import Problem, not_valid, nothing_there
from liant.api.values import GREATEST, Asked, RowId, Word, text
from liant.inbox import actions
from liant.inbox.models import Conversation, Label
from liant.inbox.pages import reply_form
from liant.inbox.queries import conversation_of
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError

SCOPE = "write:conversations"
LONGEST_SNOOZE = timedelta(days=5 * 366)
ANY_ID = Field(ge=1, le=GREATEST)


class ReplyAsked(Asked):
    text: text(20_000)  # type: ignore[valid-type]
    seen_message_id: Annotated[int, ANY_ID]


class ReplyQueued(Schema):
    """It leaves by itself; the delivery's page and `GET /deliveries` tell what becomes of it."""

    message_id: int
    delivery: DeliveryOfMessage


class NoteAsked(Asked):
    text: text(20_000)  # type: ignore[valid-type]


class NoteKept(Schema):
    message_id: int


class AssigneeAsked(Asked):
    """`member_id`: null puts it back for everyone."""

    member_id: Annotated[int, ANY_ID] | None


class LabelAsked(Asked):
    name: text(60)  # type: ignore[valid-type]


class SnoozeAsked(Asked):
    until: AwareDatetime


class CloseAsked(Asked):
    """`reason`: needed when someone waits for an answer."""

    reason: Annotated[Word, Field(max_length=300)] = ""


def wanted(request: Any, conversation_id: int) -> Conversation:
    """The conversation, locked, as it was read. Raises Problem when it stands otherwise than If-Match says."""
    member = request.auth.member
    conversation_of(member, conversation_id)
    actions.locked(conversation_id)
    conversation = conversation_of(member, conversation_id)
    check(member, "inbox.read", conversation)
    asked = request.headers.get("If-Match", "").strip()
    if asked and asked != "*" and etag_of(as_answer(told(conversation), 200).content) not in asked.split(","):
        raise Problem(412, "changed", _("The conversation was changed since it was read."),
                      _("Read it again, look at what is new, then send the request with the new ETag."))  # fmt: skip
    return conversation


def form_key(request: Any) -> str:
    """Also the inbox knows the act by its key, so that it is done once even after the answer was forgotten."""
    key, token = request.headers.get("Idempotency-Key", ""), request.auth.token
    if not key or token is None:
        return secrets.token_urlsafe(16)
    return "api-" + hashlib.sha256(f"{token.id}:{key}".encode()).hexdigest()[:48]


def stands_otherwise() -> Problem:
    return Problem(409, "stands-otherwise", _("The conversation does not stand so that this can be done."),
                   _("Read it again: it may be closed, put aside or open already."))  # fmt: skip


@writes(router, "/conversations/{conversation_id}/reply", method="POST", scope=SCOPE, needs="inbox.reply", status=202,
        answers=ReplyQueued, key_needed=True, has_match=True)  # fmt: skip
def reply(request: Any, conversation_id: RowId, payload: ReplyAsked) -> ReplyQueued:
    """Answer the person.

    `seen_message_id` is the latest message that the writer has read (`last_message_id` of the conversation): when
    something was said since, nothing leaves and 409 says so. The answer leaves once, however often the request is sent
    with the same key. The delivery's `key` finds it again for ever.
    """
    conversation = wanted(request, conversation_id)
    key = form_key(request)
    form = reply_form(conversation, {"text": payload.text, "form_key": key, "seen": payload.seen_message_id})
    if not form.is_valid():
        raise not_valid([{"where": f"body/{field}", "what": " ".join(map(str, faults))} for field, faults in form.errors.items()])  # fmt: skip
    try:
        delivery = actions.reply(
            actor=request.auth.member,
            conversation=conversation,
            text=form.cleaned_data["text"],
            form_key=key,
            seen_message_id=payload.seen_message_id,
        )
    except actions.NewerMessage:
        raise Problem(409, "newer-message", _("Something was said since the message that was seen."),
                      _("Read the messages again; if the answer still holds, send it with the new last_message_id and a "
                        "new key.")) from None  # fmt: skip
    except actions.NothingToAnswer:
        raise Problem(409, "nothing-to-answer", _("Nothing can be answered here."),
                      _("This channel only listens: an answer has to leave by another way.")) from None  # fmt: skip
    kept = DeliveryOfMessage(id=delivery.id, key=delivery.key, state=delivery.state)
    return ReplyQueued(message_id=delivery.origin_id, delivery=kept)


@writes(router, "/conversations/{conversation_id}/notes", method="POST", scope=SCOPE, needs="inbox.note", status=201,
        answers=NoteKept, key_needed=True)  # fmt: skip
def add_note(request: Any, conversation_id: RowId, payload: NoteAsked) -> NoteKept:
    """Leave a note for colleagues.

    The person never sees it.
    """
    conversation = wanted(request, conversation_id)
    kept = actions.note(
        actor=request.auth.member, conversation=conversation, text=payload.text.strip(), form_key=form_key(request)
    )
    return NoteKept(message_id=kept.id)


@writes(router, "/conversations/{conversation_id}/assignee", method="PUT", scope=SCOPE, needs="inbox.change",
        answers=ConversationTold, has_match=True)  # fmt: skip
def set_assignee(request: Any, conversation_id: RowId, payload: AssigneeAsked) -> ConversationTold:
    """Give a conversation to a member, or back to everyone."""
    conversation = wanted(request, conversation_id)
    to = Member.objects.filter(id=payload.member_id, is_active=True).first() if payload.member_id else None
    if payload.member_id and to is None:
        raise not_valid([{"where": "body/member_id", "what": _("No active member has this id.")}])
    actions.assign(actor=request.auth.member, conversation=conversation, to=to)
    return told(conversation)


@writes(router, "/conversations/{conversation_id}/labels", method="POST", scope=SCOPE, needs="inbox.change",
        answers=ConversationTold, has_match=True)  # fmt: skip
def add_label(request: Any, conversation_id: RowId, payload: LabelAsked) -> ConversationTold:
    """Put a label on a conversation.

    A label that is not there yet is made.
    """
    conversation = wanted(request, conversation_id)
    actions.put_label(actor=request.auth.member, conversation=conversation, name=payload.name)
    return told(conversation)


@writes(router, "/conversations/{conversation_id}/labels/{label_id}", method="DELETE", scope=SCOPE,
        needs="inbox.change", answers=ConversationTold, has_match=True)  # fmt: skip
def remove_label(request: Any, conversation_id: RowId, label_id: Annotated[int, Path(ge=1, le=GREATEST)]) -> ConversationTold:  # fmt: skip
    """Take a label off a conversation."""
    conversation = wanted(request, conversation_id)
    label = Label.objects.filter(id=label_id).first()
    if label is None:
        raise nothing_there()
    actions.take_off_label(actor=request.auth.member, conversation=conversation, label=label)
    return told(conversation)


@writes(router, "/conversations/{conversation_id}/snooze", method="POST", scope=SCOPE, needs="inbox.change",
        answers=ConversationTold, has_match=True)  # fmt: skip
def snooze(request: Any, conversation_id: RowId, payload: SnoozeAsked) -> ConversationTold:
    """Put a conversation aside until a moment to come.

    The person goes on waiting; it comes back at that moment, or when they write again.
    """
    conversation = wanted(request, conversation_id)
    if not clock.now() < payload.until < clock.now() + LONGEST_SNOOZE:
        raise not_valid([{"where": "body/until", "what": _("Choose a moment to come, within five years.")}])
    return moved(request, conversation, actions.snooze, until=payload.until.astimezone(UTC))


@writes(router, "/conversations/{conversation_id}/close", method="POST", scope=SCOPE, needs="inbox.change",
        answers=ConversationTold, has_match=True)  # fmt: skip
def close(request: Any, conversation_id: RowId, payload: CloseAsked) -> ConversationTold:
    """Close a conversation.

    Someone who waits is not sent away in silence: without an answer, a reason is needed and kept.
    """
    conversation = wanted(request, conversation_id)
    try:
        return moved(request, conversation, actions.close, reason=payload.reason)
    except actions.ReasonNeeded:
        raise Problem(409, "reason-needed", _("Someone waits for an answer here."),
                      _("Say in “reason” why it is closed without one."),
                      faults=[{"where": "body/reason", "what": _("Someone waits: a reason is needed.")}]) from None  # fmt: skip


@writes(router, "/conversations/{conversation_id}/reopen", method="POST", scope=SCOPE, needs="inbox.change",
        answers=ConversationTold, has_match=True)  # fmt: skip
def reopen(request: Any, conversation_id: RowId) -> ConversationTold:
    """Open a conversation again."""
    return moved(request, wanted(request, conversation_id), actions.reopen)


def moved(request: Any, conversation: Conversation, action: Any, **values: Any) -> ConversationTold:
    try:
        action(actor=request.auth.member, conversation=conversation, **values)
    except LifecycleError:
        raise stands_otherwise() from None
    return told(conversation_of(request.auth.member, conversation.id))
