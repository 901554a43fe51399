"""What the pages of this room read: always words and who wrote them, never how many of whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from liant.accounts.models import Member
from liant.community.models import Arrangement, Comment, Consent, Feed, Flag, Notice, Picture, Post, Reaction
from liant.community.offers import First, first_for
from liant.community.policy import GUARDING
from liant.kit import clock

PAGE = 20
MOST_COMMENTS = 300
MOST_NOTICES = 60
MOST_OF_WEEK = 200
Place = tuple[datetime, int] | None


def arrangement() -> Arrangement:
    return Arrangement.objects.first() or Arrangement()


def colleagues(but: Member | None = None) -> dict[int, Member]:
    found = Member.objects.filter(is_active=True).select_related("user")
    return {one.pk: one for one in (found.exclude(pk=but.pk) if but else found)}


def posts(reader: Member, *, kind: str = "", author: Member | None = None, before: Place = None) -> list[Post]:
    """The newest first, one more than a page. What is hidden is seen by whoever wrote it."""
    found = visible(reader).filter(kind=kind) if kind else visible(reader)
    if author is not None:
        found = found.filter(author=author)
    if before is not None:
        at, post_id = before
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=post_id))
    return list(found.order_by("-at", "-pk")[: PAGE + 1])


def visible(reader: Member) -> Any:
    """Neither taken back nor hidden, but for one's own."""
    shown = Q(hidden_at=None) | Q(author=reader)
    return Post.objects.filter(shown, withdrawn_at=None).select_related("author")


@dataclass(frozen=True)
class PutFirst:
    """What stands first on a reader's page, and by whose lot."""

    posts: list[Post]
    by: First


def put_first(reader: Member, parts: Arrangement) -> PutFirst | None:
    """The latest of somebody whose words stand first for this reader; None where there is nothing that they may read."""
    by = first_for(reader)
    if by is None or not parts.has_posts:
        return None
    found = visible(reader).filter(author=by.author_id, author__is_active=True, at__gte=clock.now() - by.since)
    if not parts.has_showing:
        found = found.exclude(kind=Post.Kind.MADE)
    posts_ = list(found.exclude(author=reader).order_by("-at", "-pk")[: by.most])
    return PutFirst(posts_, by) if posts_ else None


def pinned() -> list[Post]:
    found = Post.objects.filter(pinned_at__isnull=False, withdrawn_at=None, hidden_at=None)
    return list(found.select_related("author").order_by("-pinned_at"))


def search(reader: Member, words: str) -> list[Post]:
    """Posts that hold these words, or under which they were said; accents and case aside, in French and in English."""
    with connection.cursor() as cursor:
        cursor.execute("select post_id from liant_search_posts(%s, %s)", [words.replace("\x00", ""), PAGE * 3])
        ids = {row[0] for row in cursor.fetchall()}
    return list(visible(reader).filter(pk__in=ids).order_by("-at", "-pk")[: PAGE + 1])


def week_of(reader: Member, monday: date) -> list[Post]:
    """What was made that week, in the order in which it was told."""
    return list(visible(reader).filter(week=monday).order_by("at", "pk")[:MOST_OF_WEEK])


def week_before(monday: date) -> date | None:
    return (
        Post.objects.filter(week__lt=monday, withdrawn_at=None).order_by("-week").values_list("week", flat=True).first()
    )


def week_after(monday: date) -> date | None:
    return (
        Post.objects.filter(week__gt=monday, withdrawn_at=None).order_by("week").values_list("week", flat=True).first()
    )


def one_post(post_id: int) -> Post | None:
    """Whatever became of it: the page says so."""
    return Post.objects.select_related("author__user", "hidden_by").filter(pk=post_id).first()


def one_comment(comment_id: int) -> Comment | None:
    return Comment.objects.select_related("author__user", "post__author__user", "parent").filter(pk=comment_id).first()


def one_picture(picture_id: int) -> Picture | None:
    return Picture.objects.select_related("post").filter(pk=picture_id).first()


@dataclass
class Spoken:
    """One comment as the page shows it, with what answered it."""

    comment: Comment
    reactions: list["Kind"] = field(default_factory=list)
    replies: list["Spoken"] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """A kind word: who said it, and whether the reader did."""

    kind: str
    label: str
    names: list[str]
    is_mine: bool


def talk_under(post: Post, reader: Member) -> tuple[list[Spoken], list[Kind]]:
    """The comments under a post, each answer below what it answers, with the kind words for each and for the post."""
    said = list(post.comments.select_related("author", "hidden_by")[:MOST_COMMENTS])
    reactions = list(Reaction.objects.filter(post=post).select_related("member"))
    by_comment: dict[int | None, list[Reaction]] = {}
    for one in reactions:
        by_comment.setdefault(one.comment_id, []).append(one)
    spoken = {one.pk: Spoken(one, kinds(by_comment.get(one.pk, ()), reader)) for one in said}
    first: list[Spoken] = []
    for comment in said:
        above = spoken.get(top_of(comment, spoken)) if comment.parent_id else None
        (above.replies if above else first).append(spoken[comment.pk])
    return first, kinds(by_comment.get(None, ()), reader)


def top_of(comment: Comment, spoken: dict[int, Spoken]) -> int:
    """Answers to answers stand under the first: two steps are enough for an eye and a phone."""
    seen = comment
    while seen.parent_id and seen.parent_id in spoken:
        seen = spoken[seen.parent_id].comment
    return seen.pk


def kinds(said: Iterable[Reaction], reader: Member) -> list[Kind]:
    found: dict[str, list[Reaction]] = {kind: [] for kind in Reaction.Kind.values}
    for one in said:
        found[one.kind].append(one)
    return [
        Kind(kind, str(Reaction.Kind(kind).label), [one.member.name for one in ones],
             any(one.member_id == reader.pk for one in ones))
        for kind, ones in found.items()
    ]  # fmt: skip


def kind_words_for(found: Sequence[Post], reader: Member) -> dict[int, list[Kind]]:
    """For a whole page of posts at once."""
    said: dict[int, list[Reaction]] = {}
    for one in Reaction.objects.filter(post__in=found, comment=None).select_related("member"):
        said.setdefault(one.post_id, []).append(one)
    return {one.pk: kinds(said.get(one.pk, ()), reader) for one in found}


def pictures_of(found: Sequence[Post]) -> dict[int, list[Picture]]:
    shown: dict[int, list[Picture]] = {}
    for one in Picture.objects.filter(post__in=found).defer("content"):
        shown.setdefault(one.post_id, []).append(one)
    return shown


def notices_for(member: Member) -> list[Notice]:
    """What they were told and have not seen; nothing of what was hidden or taken back since."""
    found = Notice.objects.filter(member=member, seen_at=None).select_related("by", "post", "comment")
    return [one for one in found[:MOST_NOTICES] if is_still_there(one)]


def is_still_there(notice: Notice) -> bool:
    if notice.kind in (Notice.Kind.HIDDEN, Notice.Kind.FLAG):
        return True
    return all(one is None or one.is_shown for one in (notice.post, notice.comment))


def has_notices(member: Member) -> bool:
    return Notice.objects.filter(member=member, seen_at=None).exists()


def one_notice(member: Member, notice_id: int) -> Notice | None:
    return Notice.objects.filter(member=member, pk=notice_id).first()


def open_flags(before: Place = None) -> list[Flag]:
    """What waits for a guardian, the oldest first."""
    found = Flag.objects.filter(settled_at=None).select_related("post__author", "comment__author", "member")
    if before is not None:
        at, flag_id = before
        found = found.filter(Q(at__gt=at) | Q(at=at, pk__gt=flag_id))
    return list(found[: PAGE + 1])


def one_flag(flag_id: int) -> Flag | None:
    return Flag.objects.select_related("post", "comment").filter(pk=flag_id).first()


def hidden_things() -> tuple[list[Post], list[Comment]]:
    """What is hidden now, with the reason, for those who may show it again."""
    posts_ = Post.objects.filter(hidden_at__isnull=False, withdrawn_at=None).select_related("author", "hidden_by")
    comments = Comment.objects.filter(hidden_at__isnull=False, withdrawn_at=None).select_related("author", "hidden_by")
    return list(posts_.order_by("-hidden_at")[:PAGE]), list(comments.order_by("-hidden_at")[:PAGE])


def guardians() -> list[Member]:
    return list(Member.objects.filter(is_active=True, roles__overlap=sorted(GUARDING)))


def questions_without_answer(reader: Member) -> list[Post]:
    """The oldest first: whoever asked waits."""
    asked = visible(reader).filter(kind=Post.Kind.QUESTION, answer=None).exclude(author=reader)
    return list(asked.order_by("at", "pk")[:PAGE])


def agreed_before(member_ids: Iterable[int], moment: datetime) -> dict[int, Member]:
    """Those of these members who work here and had agreed by then that Liant sees whom they turn to."""
    found = Consent.objects.filter(member_id__in=list(member_ids), given_at__lte=moment, member__is_active=True)
    return {one.member_id: one.member for one in found.select_related("member")}


def feed_of(token_hash: str) -> Feed | None:
    return Feed.objects.select_related("member__user", "member__organisation").filter(token_hash=token_hash).first()
