"""To which conversation something belongs, once people have merged some and split others."""

from liant.channels.models import Item
from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message
from liant.people.models import Person
from liant.people.queries import same_person_ids

LONGEST_CHAIN = 20


def person_in_thread(item: Item) -> Person | None:
    """Who spoke: under the card by which they are known in this thread, though it was merged into another since."""
    if item.person is None:
        return None
    thread = Conversation.objects.filter(channel_id=item.channel_id, thread_key=item.thread_key or item.key)
    known = thread.filter(person__in=same_person_ids(item.person)).select_related("person").first()
    return known.person if known else item.person


def survivor_of(conversation: Conversation) -> Conversation:
    """Where its messages are now, merge after merge."""
    for _ in range(LONGEST_CHAIN):
        if conversation.merged_into_id is None:
            break
        conversation = Conversation.objects.get(id=conversation.merged_into_id)
    return conversation


def merged_within(conversation: Conversation) -> set[int]:
    """The ids of all that were merged into it, and into those in turn."""
    found: set[int] = set()
    last = {conversation.id}
    while last and len(found) < LONGEST_CHAIN**2:
        last = set(Conversation.objects.filter(merged_into_id__in=last).values_list("id", flat=True)) - found
        found |= last
    return found


def where_it_belongs(thread: Conversation, item: Item) -> Conversation:
    """An item already known stays where people put it; an answer to a part that was split off goes there."""
    known = Message.objects.filter(item=item).select_related("conversation").first()
    if known:
        return known.conversation
    if item.parent_key and Conversation.objects.filter(split_from=thread).exists():
        return survivor_of(part_answered_by(thread, item) or thread)
    return survivor_of(thread)


def part_answered_by(thread: Conversation, item: Item) -> Conversation | None:
    """The part that holds what this answers, whether they said it or we sent it."""
    parts = Conversation.objects.filter(split_from=thread)
    theirs = Message.objects.filter(item__channel=item.channel, item__key=item.parent_key, conversation__in=parts)
    if message := theirs.select_related("conversation").first():
        return message.conversation
    sent = Delivery.objects.filter(
        channel=item.channel, remote_key=item.parent_key, origin_kind=Message._meta.label_lower
    )
    return parts.filter(messages__id__in=sent.values("origin_id")).first()
