from collections.abc import Sequence
from datetime import datetime

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.listening.models import Correction, Mention, SavedQuery
from liant.people.hats import visible_hats

LEARN_FROM = 500  # the newest corrections


def queries_in_use() -> tuple[tuple[str, str], ...]:
    return tuple(SavedQuery.objects.filter(is_on=True).values_list("name", "expr"))


def newest_mentions(member: Member, *, query: str = "", intent: str = "", before: tuple[datetime, int] | None = None,
                    limit: int = 40) -> list[Mention]:  # fmt: skip
    """What was said, newest first; only from channels whose usual hat this member may read."""
    found = Mention.objects.select_related("item", "item__channel", "item__person")
    found = found.filter(item__channel__default_hat__in=visible_hats(member)).order_by("-published_at", "-id")
    if query:
        found = found.filter(query_names__contains=[query])
    if intent:
        found = found.filter(intent=intent)
    if before:
        at, mention_id = before
        found = found.filter(published_at__lte=at).exclude(published_at=at, id__gte=mention_id)
    return list(found[:limit])


def corrections_to_learn_from() -> list[tuple[str, str]]:
    """(text, intent) of the newest corrections."""
    rows = Correction.objects.select_related("item").order_by("-corrected_at")[:LEARN_FROM]
    return [(row.item.text, row.intent) for row in rows]


def mentions_of(items: Sequence[Item]) -> dict[int, Mention]:
    """By the item's id, each with the item that was given."""
    given = {item.id: item for item in items}
    found = {mention.item_id: mention for mention in Mention.objects.filter(item__in=given)}
    for item_id, mention in found.items():
        mention.item = given[item_id]
    return found
