from datetime import datetime

from liant.accounts.models import Member
from liant.channels.models import Channel, Item
from liant.people.hats import visible_hats
from liant.writing.ideas.models import Article, Idea
from liant.writing.models import Piece

PAGE = 30


def ideas_seen_by(member: Member, *, all_of_them: bool, state: str = "", before: tuple[datetime, int] | None = None) -> list[Idea]:  # fmt: skip
    """The newest first; whoever does not write sees their own."""
    found = Idea.objects.select_related("author", "piece", "answered_by", "item", "item__channel")
    if state:
        found = found.filter(state=state)
    if not all_of_them:
        found = found.filter(author=member)
    if before:
        at, idea_id = before
        found = found.filter(told_at__lte=at).exclude(told_at=at, id__gte=idea_id)
    return list(found.order_by("-told_at", "-id")[: PAGE + 1])


def one_idea(idea_id: int) -> Idea | None:
    return Idea.objects.filter(pk=idea_id).first()


def one_item(item_id: int) -> Item | None:
    return Item.objects.select_related("channel", "person").filter(pk=item_id, withdrawn_at=None).first()


def articles_heard(member: Member, limit: int = PAGE) -> list[Item]:
    """What the feeds brought in lately, from channels that this member may read: each may be relayed."""
    channels = Channel.objects.filter(kind="feeds", default_hat__in=visible_hats(member))
    found = Item.objects.filter(channel__in=channels, kind="article", is_private=False, withdrawn_at=None)
    return list(
        found.exclude(url="").select_related("channel").defer("raw", "context").order_by("-published_at")[:limit]
    )


def brought_in(items: list[Item]) -> dict[int, int]:
    """item id → the piece that relays it."""
    found = Piece.objects.filter(source_item__in=items).exclude(state="withdrawn")
    return dict(found.values_list("source_item_id", "id"))


def article_of(piece: Piece) -> Article | None:
    return Article.objects.filter(piece=piece).first()


def ideas_of(piece: Piece) -> list[Idea]:
    return list(Idea.objects.filter(piece=piece).select_related("author")[:5])
