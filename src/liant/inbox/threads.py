"""To which conversation something belongs, once people have merged some and split others."""

from collections.abc import Sequence

from django.db.models import Q

from liant.channels.models import Item
from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message
from liant.people.queries import same_people

LONGEST_CHAIN = 20


class Threads:
    """Where these items belong: what there is already is looked up once for all of them, and what is made meanwhile is
    told by `begin` and `put`."""

    def __init__(self, items: Sequence[Item]):
        self.same = same_people([item.person for item in items if item.person])
        speakers = Q(person_id__in=set().union(*self.same.values())) | Q(person_id=None)
        begun = Conversation.objects.filter(
            speakers,
            channel_id__in={item.channel_id for item in items},
            thread_key__in={item.thread_key or item.key for item in items},
        )
        self.begun: dict[tuple[int, str], list[Conversation]] = {}
        for conversation in begun.order_by("id"):
            self.begin(conversation)
        ids = [one.id for some in self.begun.values() for one in some]
        split = Conversation.objects.filter(split_from_id__in=ids) if ids else Conversation.objects.none()
        self.split = set(split.values_list("split_from_id", flat=True))
        self.home_of_item: dict[tuple[int, str], Conversation] = {}

    def begin(self, conversation: Conversation) -> Conversation:
        self.begun.setdefault((conversation.channel_id, conversation.thread_key), []).append(conversation)
        return conversation

    def thread_of(self, item: Item) -> Conversation | None:
        """That of whoever spoke, also where their card was merged with the one by which they are known in this thread."""
        speakers = self.same[item.person_id] if item.person_id else {None}
        begun = self.begun.get((item.channel_id, item.thread_key or item.key), ())
        return next((one for one in begun if one.person_id in speakers), None)

    def put(self, item: Item, thread: Conversation) -> Conversation:
        """The conversation of the thread; an answer to a part that was split off goes there."""
        home = thread
        if item.parent_key and thread.id in self.split:
            answered = self.home_of_item.get((item.channel_id, item.parent_key))
            is_in_part = answered is not None and answered.split_from_id == thread.id
            home = (answered if is_in_part else part_answered_by(thread, item)) or thread
        home = self.home_of_item[(item.channel_id, item.key)] = survivor_of(home)
        return home


def already_there(items: Sequence[Item]) -> dict[int, Conversation]:
    """An item already known stays where people put it: its id → the conversation."""
    messages = Message.objects.filter(item__in=items).select_related("conversation").order_by("-at", "-id")
    return {message.item_id: message.conversation for message in messages if message.item_id}


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
