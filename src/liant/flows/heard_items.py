"""Heard → read → matched → in the inbox. Whoever speaks to us has a conversation at once; whoever speaks about us,
when a saved query matches."""

from collections.abc import Sequence
from itertools import groupby

from liant.channels.events import ItemsCollected
from liant.channels.models import Item
from liant.deliveries.hooks.queries import is_anyone_told
from liant.deliveries.queries import is_ours
from liant.engines.triage import Adjustments, learn, read_many
from liant.flows.announcements import tell_mention, tell_message
from liant.flows.canary_answers import without_canary_answers
from liant.flows.returned_letters import without_returned_letters
from liant.inbox.arrivals import Heard, receive_all, receive_ours
from liant.listening.actions import note_mentions
from liant.listening.capture.rules import TOLD
from liant.listening.models import Mention
from liant.listening.queries import corrections_to_learn_from, queries_in_use
from liant.listening.rules import as_document, as_matches, compiled

SILENT = {"like", "repost", "follow"}  # acts without words: kept with the channel, no conversation


def hear(event: ItemsCollected) -> None:
    """Safe to repeat: each mention and each message is stored once."""
    items = Item.objects.filter(id__in=event.item_ids, withdrawn_at=None).select_related("channel", "person")
    spoken = [item for item in items.order_by("published_at", "id") if item.kind not in SILENT]
    spoken = without_returned_letters(without_canary_answers(spoken))
    mentions = {mention.item_id: mention for mention in read([item for item in spoken if not item.is_ours])}
    is_told = is_anyone_told()
    for is_said_by_us, some in groupby(spoken, key=lambda item: item.is_ours):  # in the order in which it was said
        if is_said_by_us:
            for item in some:
                if not is_ours(item.channel_id, item.key):  # said from elsewhere; what we sent ourselves is known
                    receive_ours(item=item)
        else:
            put_in_the_inbox([mentions[item.id] for item in some if item.id in mentions], is_told=is_told)


def read(items: Sequence[Item]) -> list[Mention]:
    """Those that speak to us or that a saved query finds."""
    matcher = compiled(queries_in_use())
    readings = read_many(
        [item.text for item in items],
        titles=[item.title or None for item in items],
        langs=[item.language or None for item in items],
        adjustments=learnt(),
    )
    heard = []
    for item, reading in zip(items, readings, strict=True):
        matches = as_matches(matcher.match(as_document(item, item.channel.name)))
        if matches or item.is_addressed or TOLD in item.tags:
            heard.append((item, matches, reading))
    return note_mentions(heard=heard)


def put_in_the_inbox(mentions: Sequence[Mention], *, is_told: bool) -> None:
    conversations = receive_all(heard=[as_heard(mention) for mention in mentions])
    for mention, conversation in zip(mentions, conversations, strict=True) if is_told else ():
        tell_mention(mention)
        tell_message(conversation, mention.item)


def as_heard(mention: Mention) -> Heard:
    certainty = mention.intents.get(mention.intent, 0.0)
    return Heard(mention.item, mention.intent, certainty, mention.reasons, mention.language)


def learnt() -> Adjustments | None:
    """What this organisation's corrections taught."""
    corrections = corrections_to_learn_from()
    return learn(corrections) if corrections else None
