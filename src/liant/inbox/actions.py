"""What a person does to a conversation. What arrives by itself is next door, in `arrivals`."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.connectors import contract
from liant.connectors.contract import Draft, Rejected
from liant.deliveries.actions import cancel, postpone, queue
from liant.deliveries.models import Delivery
from liant.inbox import happenings, offers
from liant.inbox.events import IntentCorrected
from liant.inbox.models import Attachment, Conversation, ConversationLabel, Habits, Intent, Label, Message
from liant.inbox.rules import hat_for, what_is_due
from liant.inbox.states import CONVERSATION
from liant.jobs import live
from liant.jobs.events import publish
from liant.kit import clock
from liant.people.actions import wear
from liant.people.hats import visible_hats
from liant.people.models import Person
from liant.people.queries import same_person_ids

Direction = Message.Direction
ABANDONED = timedelta(days=7)


class NewerMessage(Exception):
    """Something was said since the page was read: look before you send."""


class NothingToAnswer(Exception):
    """This channel cannot reply, or there is no message to reply to."""


class ReasonNeeded(Exception):
    """Someone waits: closing without an answer needs a reason."""


class FilesNotWanted(Exception):
    """Something attached can't leave this way; the sentence, in English, says why."""


def reply(*, actor: Member, conversation: Conversation, text: str, form_key: str, seen_message_id: int,
          leaves_after_seconds: int = 0, extras: Mapping[str, str] | None = None) -> Delivery:  # fmt: skip
    """Write to the person, once, with the files that were chosen in the same form. Refused when a message came that the
    writer had not seen. `extras`: what else the form held, for the rooms within."""
    check(actor, "inbox.reply", conversation)
    with transaction.atomic():
        conversation = locked(conversation.id)
        written = Message.objects.filter(form_key=form_key).first()
        if written:  # the same form, sent twice
            return Delivery.objects.get(key=f"reply:{written.id}")
        if newer_than(conversation, seen_message_id):
            raise NewerMessage
        offers.check_text(actor, conversation, text)
        item = last_item(conversation)
        if item is None or not item.channel.capabilities.can_reply:
            raise NothingToAnswer
        message = Message.objects.create(
            conversation=conversation,
            direction=Direction.OURS,
            author=actor,
            body=text,
            at=clock.now(),
            form_key=form_key,
        )
        delivery = queue_reply(actor=actor, conversation=conversation, message=message, item=item)
        postpone(actor=actor, delivery=delivery, seconds=leaves_after_seconds)
        conversation.last_message_at = message.at
        if conversation.assignee_id is None:
            conversation.assignee = actor
        if conversation.state == "snoozed":
            move(conversation, "open")
        conversation.save()
        record(actor, "inbox.reply", conversation, message=message.id)
        offers.pass_gates(actor, conversation, message, delivery, extras or {})
        live.notify("conversation", conversation.id)
    return delivery


def queue_reply(*, actor: Member, conversation: Conversation, message: Message, item: Any) -> Delivery:
    """By the way on which the person spoke last, which may be another than the first after a merge."""
    files = Attachment.objects.filter(author=actor, form_key=message.form_key, message=None)
    files.update(message=message)
    draft = Draft(
        kind="mail" if item.channel.capabilities.has_subject else "reply",
        text=message.body,
        target=item.reply_to,
        subject=conversation.subject or item.title or None,
        language=conversation.language or None,
        attachments=tuple(as_attachment(file) for file in message.attachments.all()),
    )
    try:
        return queue(
            actor=actor,
            channel=item.channel,
            draft=draft,
            key=f"reply:{message.id}",
            origin=message,
            recipient=item.person or conversation.person,
        )
    except Rejected as error:
        raise FilesNotWanted(str(error)) from error


def as_attachment(file: Attachment) -> contract.Attachment:
    return contract.Attachment(
        name=file.name,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        content=bytes(file.content),
        description=file.description or None,
    )


def take_back(*, actor: Member, message: Message) -> None:
    """Before it left: nobody saw it, and its words are the writer's again. LifecycleError when it is too late."""
    check(actor, "inbox.reply", message.conversation)
    if message.author_id != actor.id:
        raise NotAllowed("inbox.reply")
    with transaction.atomic():
        unsay(actor=actor, message=message)
        record(actor, "inbox.take_back", message.conversation, message=message.id)


def unsay(*, actor: Member, message: Message) -> None:
    """An answer that has not left goes back to whoever wrote it, with its files. For this room and those within it,
    which ask the permission."""
    with transaction.atomic():
        conversation = locked(message.conversation_id)
        cancel(actor=actor, delivery=Delivery.objects.get(key=f"reply:{message.id}"))
        offers.tell_unsaid(message)
        Message.objects.filter(id=message.id).update(taken_back_at=clock.now())
        message.attachments.update(message=None, form_key=f"again-{message.id}", added_at=clock.now())
        latest = conversation.messages.exclude(direction=Direction.NOTE).filter(taken_back_at=None)
        latest_at = latest.aggregate(latest=Max("at"))["latest"]
        change(conversation, last_message_at=latest_at or conversation.last_message_at)


def keep_file(*, actor: Member, conversation: Conversation, form_key: str, name: str, media_type: str,
              content: bytes) -> Attachment:  # fmt: skip
    """Keep a file with the form it was chosen in. What was chosen long ago and never sent is let go."""
    check(actor, "inbox.reply", conversation)
    with transaction.atomic():
        long_ago = clock.now() - ABANDONED
        Attachment.objects.filter(author=actor, message=None, added_at__lt=long_ago).delete()
        return Attachment.objects.create(
            author=actor,
            form_key=form_key,
            name=name[-200:],
            media_type=media_type[:100],
            size_bytes=len(content),
            content=content,
        )


def describe_file(*, actor: Member, file: Attachment, description: str) -> None:
    """Say what is to be seen; one's own, while it is not sent."""
    if file.author_id != actor.id or file.message_id:
        raise NotAllowed("inbox.reply")
    Attachment.objects.filter(id=file.id).update(description=description)


def drop_file(*, actor: Member, file: Attachment) -> None:
    if file.author_id != actor.id or file.message_id:
        raise NotAllowed("inbox.reply")
    Attachment.objects.filter(id=file.id).delete()


def react(*, actor: Member, conversation: Conversation, kind: str) -> Delivery:
    """Like or repost the person's latest message: a thank-you in one step."""
    check(actor, "inbox.reply", conversation)
    with transaction.atomic():
        item = last_item(conversation)
        if item is None:
            raise NothingToAnswer
        draft = Draft(kind=kind, text="", target=item.reply_to)  # type: ignore[arg-type]
        delivery = queue(
            actor=actor,
            channel=item.channel,
            draft=draft,
            key=f"{kind}:{item.id}",
            origin=conversation,
            recipient=item.person or conversation.person,
        )
        record(actor, "inbox.react", conversation, kind=kind)
        live.notify("conversation", conversation.id)
    return delivery


def note(*, actor: Member, conversation: Conversation, text: str, form_key: str) -> Message:
    """For colleagues; the person never sees it."""
    check(actor, "inbox.note", conversation)
    with transaction.atomic():
        written = Message.objects.filter(form_key=form_key).first()
        if written:
            return written
        message = Message.objects.create(
            conversation=conversation,
            direction=Direction.NOTE,
            author=actor,
            body=text,
            at=clock.now(),
            form_key=form_key,
        )
        record(actor, "inbox.note", conversation, message=message.id)
        offers.tell_noted(actor, conversation, message)
        live.notify("conversation", conversation.id)
    return message


def assign(*, actor: Member, conversation: Conversation, to: Member | None) -> None:
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        change(conversation, assignee=to)
        if to:
            record(actor, "inbox.take" if to.id == actor.id else "inbox.assign", conversation, to=to.name)
        else:
            record(actor, "inbox.unassign", conversation)


def put_label(*, actor: Member, conversation: Conversation, name: str) -> None:
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        label, _is_new = Label.objects.get_or_create(name=name.strip())
        _put, is_put = ConversationLabel.objects.get_or_create(conversation=conversation, label=label)
        entry = record(actor, "inbox.label", conversation, label=label.name)
        if is_put:
            happenings.tell(conversation, happenings.LABELLED, f"entry-{entry.id}", label.id)
        live.notify("conversation", conversation.id)


def take_off_label(*, actor: Member, conversation: Conversation, label: Label) -> None:
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        conversation.labelled.filter(label=label).delete()
        record(actor, "inbox.unlabel", conversation, label=label.name)
        live.notify("conversation", conversation.id)


def snooze(*, actor: Member, conversation: Conversation, until: datetime) -> None:
    """Put it aside; the person goes on waiting, and it comes back at that moment or when they write again."""
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        conversation = locked(conversation.id)
        conversation.snoozed_until = until
        move(conversation, "snoozed")
        record(actor, "inbox.snooze", conversation, until=until.isoformat())


def close(*, actor: Member, conversation: Conversation, reason: str = "", was_spoken_to: bool = False) -> None:
    """Someone who waits is not sent away in silence: without an answer, a reason is needed and kept. Whoever was spoken
    to elsewhere, on the telephone or at the counter, had their answer; where that was is said all the same."""
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        conversation = locked(conversation.id)
        is_unanswered = conversation.waiting_since is not None and conversation.due == "answer"
        if is_unanswered and not reason.strip():
            raise ReasonNeeded
        conversation.closed_at = clock.now()
        conversation.snoozed_until = None
        if is_unanswered and was_spoken_to:
            conversation.answered_at, conversation.waiting_since = conversation.closed_at, None
        else:
            conversation.closed_because = reason.strip()
        move(conversation, "closed")
        if is_unanswered and was_spoken_to:
            record(actor, "inbox.close_spoken_to", conversation, reason=reason.strip())
        elif is_unanswered:
            record(actor, "inbox.close_without_answer", conversation, reason=reason.strip())
        else:
            record(actor, "inbox.close", conversation)


def reopen(*, actor: Member, conversation: Conversation) -> None:
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        conversation = locked(conversation.id)
        conversation.closed_at = conversation.snoozed_until = None
        conversation.closed_because = ""
        move(conversation, "open")
        entry = record(actor, "inbox.reopen", conversation)
        happenings.tell(conversation, happenings.OPENED, f"entry-{entry.id}")


def correct_intent(*, actor: Member, conversation: Conversation, intent: str) -> None:
    """A person knows better; the hat and what is due follow, and the next readings learn from it."""
    check(actor, "inbox.change", conversation)
    Intent(intent)
    with transaction.atomic():
        conversation = locked(conversation.id)
        was, item = conversation.intent, last_item(conversation)
        hat = hat_for(intent, conversation.channel.default_hat)
        due = what_is_due(intent, is_addressed=bool(item and item.is_addressed), tags=item.tags if item else ())
        change(conversation, intent=intent, intent_is_corrected=True, hat=hat, due=due)
        if conversation.person:
            wear(person=conversation.person, hat=hat, source=f"said by {actor.name}")
        entry = record(actor, "inbox.correct_intent", conversation, intent=intent, was=was)
        happenings.tell(conversation, happenings.CORRECTED, f"entry-{entry.id}")
        if item:
            publish(
                IntentCorrected(
                    conversation_id=conversation.id, item_id=item.id, intent=intent, was=was, member_id=actor.id
                )
            )


def call_colleagues(*, actor: Member, person: Person) -> int:
    """Someone waits in an exchange that the actor may not read: whoever reads it finds a note, once a day; how many
    exchanges that was."""
    check(actor, "inbox.beckon")
    same = same_person_ids(person)
    hidden = Conversation.objects.filter(person__in=same, state="open", waiting_since__isnull=False, due="answer")
    hidden = hidden.exclude(Q(hat__in=visible_hats(actor)) | Q(assignee=actor))
    today = clock.now()
    with transaction.atomic():
        for conversation in hidden:
            words = _("%(name)s asks you to have a look: this person is also waiting elsewhere.")
            Message.objects.get_or_create(
                form_key=f"beckon-{conversation.id}-{actor.id}-{today:%Y%m%d}",
                defaults={
                    "conversation": conversation,
                    "direction": Direction.NOTE,
                    "author": actor,
                    "body": words % {"name": actor.name},
                    "at": today,
                },
            )
            record(actor, "people.beckon", conversation)
            live.notify("conversation", conversation.id)
    return len(hidden)


def change_habits(*, actor: Member, undo_seconds: int) -> None:
    check(actor, "inbox.govern")
    with transaction.atomic():
        Habits.objects.update_or_create(defaults={"undo_seconds": undo_seconds})
        record(actor, "inbox.change_habits", actor.organisation, seconds=undo_seconds)


def locked(conversation_id: int) -> Conversation:
    return Conversation.objects.select_for_update().get(id=conversation_id)


def locked_all(conversation_ids: Iterable[int]) -> list[Conversation]:
    return list(Conversation.objects.select_for_update().filter(id__in=list(conversation_ids)).order_by("id"))


def change(conversation: Conversation, **values: Any) -> None:
    for field, value in values.items():
        setattr(conversation, field, value)
    conversation.save(update_fields=list(values))
    live.notify("conversation", conversation.id)


def move(conversation: Conversation, state: str) -> None:
    CONVERSATION.check(conversation.state, state)
    conversation.state = state
    conversation.save()
    live.notify("conversation", conversation.id)


def newer_than(conversation: Conversation, message_id: int) -> bool:
    """Has anyone written since this message, to us or for us?"""
    spoken = conversation.messages.exclude(direction=Direction.NOTE).filter(taken_back_at=None)
    return spoken.filter(id__gt=message_id).exists()


def last_item(conversation: Conversation) -> Any:
    message = (
        conversation.messages.filter(direction=Direction.THEIRS, item__isnull=False)
        .select_related("item__channel", "item__person")
        .order_by("-at", "-id")
        .first()
    )
    return message.item if message else None
