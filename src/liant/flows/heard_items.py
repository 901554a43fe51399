"""Heard → read → matched → in the inbox. Whoever speaks to us has a conversation at once; whoever speaks about us,
when a saved query matches."""

from liant.channels.events import ItemsCollected
from liant.channels.models import Item
from liant.deliveries.hooks.queries import is_anyone_told
from liant.deliveries.queries import is_ours
from liant.engines.triage import Adjustments, learn, read_many
from liant.flows.announcements import tell_mention, tell_message
from liant.flows.canary_answers import without_canary_answers
from liant.inbox.arrivals import receive, receive_ours
from liant.listening.actions import note_mention
from liant.listening.capture.rules import TOLD
from liant.listening.queries import corrections_to_learn_from, queries_in_use
from liant.listening.rules import as_document, as_matches, compiled

SILENT = {"like", "repost", "follow"}  # acts without words: kept with the channel, no conversation


def hear(event: ItemsCollected) -> None:
    """Safe to repeat: each mention and each message is stored once."""
    items = Item.objects.filter(id__in=event.item_ids, withdrawn_at=None).select_related("channel", "person")
    spoken = [item for item in items.order_by("published_at", "id") if item.kind not in SILENT]
    spoken = without_canary_answers(spoken)
    theirs = [item for item in spoken if not item.is_ours]
    matcher = compiled(queries_in_use())
    readings = read_many(
        [item.text for item in theirs],
        titles=[item.title or None for item in theirs],
        langs=[item.language or None for item in theirs],
        adjustments=learnt(),
    )
    is_told = is_anyone_told()
    reading_of = {item.id: reading for item, reading in zip(theirs, readings, strict=True)}
    for item in spoken:
        if item.is_ours:
            if not is_ours(item.channel_id, item.key):  # said from elsewhere; what we sent ourselves is known
                receive_ours(item=item)
            continue
        reading = reading_of[item.id]
        matches = as_matches(matcher.match(as_document(item, item.channel.name)))
        if matches or item.is_addressed or TOLD in item.tags:
            mention = note_mention(item=item, matches=matches, reading=reading)
            conversation = receive(
                item=item,
                intent=mention.intent,
                certainty=mention.intents.get(mention.intent, 0.0),
                reasons=mention.reasons,
                language=mention.language,
            )
            if is_told:
                tell_mention(mention)
                tell_message(conversation, item)


def learnt() -> Adjustments | None:
    """What this organisation's corrections taught."""
    corrections = corrections_to_learn_from()
    return learn(corrections) if corrections else None
