"""Which letters someone chose, and which praise concerns them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liant.accounts.models import Member
from liant.inbox.models import ConversationLabel, Message
from liant.insights.letters.models import Circle, Letter, Subscription
from liant.insights.letters.rules import matcher_of
from liant.listening.models import Mention
from liant.people.hats import visible_hats

MOST_READ, MOST_QUOTED = 500, 12
HEARD_LATE = timedelta(days=60)  # what was said longer ago than that is no news


@dataclass(frozen=True)
class Quote:
    """Words of praise as they were said, with where."""

    name: str
    text: str
    channel: str
    url: str
    said_at: datetime
    language: str


def own_letters(member: Member) -> dict[str, Subscription]:
    """Each letter, as this member chose it; off where nothing was chosen."""
    chosen = {one.letter: one for one in Subscription.objects.filter(member=member)}
    return {str(letter): chosen.get(letter) or Subscription(member=member, letter=letter) for letter in Letter}


def circles() -> list[Circle]:
    return list(Circle.objects.select_related("team")[:200])


def circles_of(member: Member) -> list[Circle]:
    return list(Circle.objects.filter(team__memberships__member=member).distinct()[:200])


def praise_for(member: Member, words: Sequence[str], from_at: datetime, to_at: datetime) -> list[Quote]:
    """Praise heard meanwhile that concerns this member: by the circles of their teams, or by words of their own."""
    rings = circles_of(member)
    is_all = any(not ring.words and not ring.labels for ring in rings)
    matcher = matcher_of([*words, *(word for ring in rings for word in ring.words)])
    labels = {label for ring in rings for label in ring.labels}
    if not is_all and matcher is None and not labels:
        return []
    heard = praise_that_may_be_told(member, from_at, to_at)
    labelled = labels_of(heard) if labels else {}
    return [
        quote_of(mention)
        for mention in heard
        if is_all
        or (matcher and matcher.match({"text": mention.item.text, "title": mention.item.title}))
        or labels & labelled.get(mention.item_id, set())
    ]


def praise_that_may_be_told(member: Member, from_at: datetime, to_at: datetime) -> list[Mention]:
    """What was said in public; what was said in private only to whoever may read it anyway."""
    hats = visible_hats(member)
    found = Mention.objects.filter(intent="praise", published_at__gte=from_at - HEARD_LATE, item__withdrawn_at=None)
    found = found.filter(heard_at__gt=from_at, heard_at__lte=to_at).select_related("item__channel", "item__person")
    newest = found.order_by("-published_at", "-id")[:MOST_READ]
    return [one for one in newest if one.item.text and (is_public(one) or one.item.channel.default_hat in hats)]


def is_public(mention: Mention) -> bool:
    return mention.item.channel.capabilities.is_public and not mention.item.is_private


def labels_of(mentions: Iterable[Mention]) -> dict[int, set[str]]:
    """By item, the labels of its conversation."""
    by_conversation = dict(
        Message.objects.filter(item__in=[one.item_id for one in mentions]).values_list("conversation_id", "item_id")
    )
    found: dict[int, set[str]] = defaultdict(set)
    put = ConversationLabel.objects.filter(conversation__in=by_conversation).values_list(
        "conversation_id", "label__name"
    )
    for conversation_id, name in put:
        found[by_conversation[conversation_id]].add(name)
    return found


def quote_of(mention: Mention) -> Quote:
    item = mention.item
    return Quote(item.person.name if item.person else "", item.text.strip(), item.channel.name, item.url,
                 mention.published_at, mention.language)  # fmt: skip
