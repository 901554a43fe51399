"""What people set: what is promised, what the house shows of itself, what leaves by itself. And what whoever waits does on
their private page."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from liant.accounts.models import Member, Team
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.collection import store_items
from liant.channels.models import Channel, Item
from liant.connectors.contract import IncomingItem
from liant.inbox.actions import last_item, locked
from liant.inbox.arrivals import receive
from liant.inbox.models import Conversation, Message
from liant.inbox.rules import excerpt
from liant.inbox.waiting.announced import tell_satisfaction
from liant.inbox.waiting.models import (
    Acknowledgement,
    Asking,
    Notice,
    Publication,
    Satisfaction,
    Standing,
    Target,
    Wait,
)
from liant.jobs import live
from liant.kit import clock
from liant.people.hats import HatKind

MOST_WORDS = 4000


def promise(*, actor: Member, hat: str, intent: str, amount: int, unit: str, team: Team | None = None,
            is_on: bool = True) -> Target:  # fmt: skip
    """Set by when people are answered who come in this hat with this intent. Waits that go on are dated anew."""
    check(actor, "waiting.set")
    with transaction.atomic():
        target, _ = Target.objects.update_or_create(
            hat=hat, intent=intent, defaults={"amount": amount, "unit": unit, "team": team, "is_on": is_on}
        )
        date_anew(hat, intent)
        record(actor, "waiting.promise", target)
    return target


def promise_as_usual(*, actor: Member, target: Target) -> None:
    """Let go of the house's own promise: the usual one holds again."""
    check(actor, "waiting.set")
    with transaction.atomic():
        record(actor, "waiting.promise", target)
        date_anew(target.hat, target.intent)
        target.delete()


def date_anew(hat: str, intent: str) -> None:
    """The worker dates them again within a minute; who was told is not told twice."""
    found = Wait.objects.filter(ended_at=None, due="answer")
    found = found.filter(hat=hat) if hat else found
    found = found.filter(intent=intent) if intent else found
    found.update(is_measured=False, next_step_at=clock.now())


def publish(*, actor: Member, is_on: bool) -> None:
    """Show the figures of the house to everyone, or take them back."""
    check(actor, "waiting.publish")
    with transaction.atomic():
        row, _ = Publication.objects.update_or_create(defaults={"is_on": is_on, "changed_at": clock.now()})
        record(actor, "waiting.publish" if is_on else "waiting.unpublish", row)


def set_acknowledgement(*, actor: Member, channel: Channel, hat: str, texts: Mapping[str, str], has_link: bool,
                        is_on: bool) -> Acknowledgement:  # fmt: skip
    """What is answered by itself. Switched on, it speaks to whoever writes from now on, never about what came before."""
    check(actor, "waiting.set")
    HatKind(hat)
    with transaction.atomic():
        found = Acknowledgement.objects.select_for_update().filter(channel=channel, hat=hat).first()
        row = found or Acknowledgement(channel=channel, hat=hat)
        if is_on and not row.is_on:
            row.switched_on_at = clock.now()
        row.texts, row.has_link, row.is_on, row.member = dict(texts), has_link, is_on, actor
        row.save()
        record(actor, "waiting.acknowledge", row, channel=channel.name)
    return row


def set_asking(*, actor: Member, hats: Iterable[str]) -> None:
    """In which hats people are asked how it went."""
    check(actor, "waiting.set")
    wanted = {HatKind(hat) for hat in hats}
    with transaction.atomic():
        for hat in HatKind:
            asking, _ = Asking.objects.get_or_create(hat=hat)
            if asking.is_on != (hat in wanted):
                asking.is_on, asking.member = hat in wanted, actor
                asking.save()
        record(actor, "waiting.ask", actor.organisation)


def revoke_links(*, actor: Member, conversation: Conversation) -> int:
    """Close the private pages of this matter; how many there were."""
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        found = Standing.objects.filter(conversation=conversation, revoked_at=None, expires_at__gt=clock.now())
        count = found.update(revoked_at=clock.now())
        record(actor, "waiting.revoke", conversation)
    return count


def ask_about_data(*, standing: Standing, subject: str, words: str) -> Conversation:
    """Correction or erasure, asked on the private page: a matter of its own in the same hat, which waits for an answer.
    Asked again on the same day, it is the same matter."""
    conversation = standing.conversation
    last = last_item(conversation)
    key = f"request:{standing.id}:{clock.now():%Y%m%d}:{subject}"[:600]
    incoming = IncomingItem(
        key=key, kind="mail", text=words.strip()[:MOST_WORDS] or subject, title=subject, published_at=clock.now(),
        author=None, raw={}, thread_key=key, language=standing.language, is_addressed=True, is_private=True,
        reply_to=last.reply_to if last else {},
    )  # fmt: skip
    with transaction.atomic():
        store_items(conversation.channel, [incoming])
        item = Item.objects.get(channel=conversation.channel, key=key)
        item.person = conversation.person
        item.save(update_fields=["person"])
        asked = receive(item=item, intent="other", certainty=1.0, reasons=[], language=standing.language)
        if asked.hat != conversation.hat:
            asked.hat = conversation.hat
            asked.save()
        record(None, "waiting.request", asked)
    return asked


def say_how_it_went(*, question: Satisfaction, face: int, words: str = "") -> None:
    """The face, which may be changed while the link is good; words once. Whoever is unhappy and says why waits again."""
    words = words.strip()[:MOST_WORDS]
    with transaction.atomic():
        row = Satisfaction.objects.select_for_update().get(id=question.id)
        conversation = locked(row.conversation_id)
        is_news = row.face != face or bool(words and row.comment_id is None)
        row.face, row.answered_at = Satisfaction.Face(face), clock.now()
        if words and row.comment_id is None:
            row.comment = Message.objects.create(
                conversation=conversation, direction=Message.Direction.THEIRS, body=words, at=clock.now()
            )
            conversation.excerpt, conversation.last_message_at = excerpt(words), clock.now()
            if row.face == Satisfaction.Face.UNHAPPY:
                conversation.waiting_since = conversation.waiting_since or clock.now()
                conversation.due, conversation.state, conversation.closed_at = "answer", "open", None
                conversation.snoozed_until = None
            conversation.save()
        row.save()
        if is_news:
            tell_satisfaction(row)
        live.notify("conversation", conversation.id)


def note_mailed(*, member_id: int, ids: Iterable[int], is_sent: bool = True) -> None:
    """Claimed before the mail leaves, so that a crash tells nobody twice; given back when it could not leave."""
    Notice.objects.filter(member_id=member_id, id__in=list(ids)).update(mailed_at=clock.now() if is_sent else None)
