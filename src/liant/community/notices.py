"""Telling members what they chose to be told. Written with the act itself; the mail leaves later, from a job."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from liant.accounts.models import Member
from liant.community.models import Choice, Comment, Notice, Post, Way
from liant.community.queries import is_still_there
from liant.jobs.queue import defer
from liant.kit import clock
from liant.tenancy.context import current_organisation_id

MAIL = "community.mail"
GATHERED_SECONDS = 120  # what happens within two minutes is one mail
KEPT = timedelta(days=31)
CHOSEN_BY = {
    Notice.Kind.MENTION: "mentions",
    Notice.Kind.COMMENT: "answers",
    Notice.Kind.REPLY: "answers",
    Notice.Kind.ANSWER: "answers",
    Notice.Kind.REACTION: "reactions",
    Notice.Kind.POST: "posts",
    Notice.Kind.PAGE: "pages",
}  # what hides one's words, and what a guardian has to settle, is told whatever one chose


def choice_of(member: Member) -> Choice:
    """What this member chose; as it is at first, where nothing was chosen yet."""
    return Choice.objects.filter(member=member).first() or Choice(member=member)


def tell(*, member: Member, kind: str, by: Member | None, post: Post | None = None, comment: Comment | None = None,
         subject: str = "", url_name: str = "", url_values: Mapping[str, Any] | None = None) -> Notice | None:  # fmt: skip
    """One notice, unless it is about one's own act, or they chose not to be told."""
    if not member.is_active or (by is not None and by.pk == member.pk):
        return None
    way = str(getattr(choice_of(member), CHOSEN_BY[Notice.Kind(kind)])) if kind in CHOSEN_BY else Way.MAIL
    return _note(member, kind, way, by=by, post=post, comment=comment, subject=subject, url_name=url_name,
                 url_values=dict(url_values or {}))  # fmt: skip


def tell_of_post(*, post: Post, but: Collection[int]) -> None:
    """Those who want to hear of every new post; whoever is named in it was told so already."""
    wanting = Choice.objects.exclude(posts=Way.OFF).filter(member__is_active=True).select_related("member")
    for one in wanting.exclude(member_id__in=[*but, post.author_id]):
        _note(one.member, Notice.Kind.POST, one.posts, by=post.author, post=post)


def _note(member: Member, kind: str, way: str, *, post: Post | None = None, url_name: str = "",
          url_values: dict[str, Any] | None = None, **values: Any) -> Notice | None:  # fmt: skip
    if way == Way.OFF:
        return None
    if not url_name and post is not None:
        url_name, url_values = "community:post", {"post_id": post.pk}
    made = Notice.objects.create(
        member=member, kind=kind, post=post, at=clock.now(), is_to_mail=way == Way.MAIL, url_name=url_name,
        url_values=url_values or {}, **values,
    )  # fmt: skip
    if made.is_to_mail:
        defer(MAIL, once=f"{MAIL}:{member.pk}", after_seconds=GATHERED_SECONDS,
              organisation_id=current_organisation_id(), member_id=member.pk)  # fmt: skip
    return made


def see(*, member: Member, notice: Notice | None = None) -> None:
    """One notice was seen, or all of them."""
    found = Notice.objects.filter(member=member, seen_at=None)
    (found.filter(pk=notice.pk) if notice else found).update(seen_at=clock.now(), is_to_mail=False)


def see_those_of(*, member: Member, post: Post) -> None:
    """Whoever opens a post has seen what they were told of it."""
    Notice.objects.filter(member=member, post=post, seen_at=None).update(seen_at=clock.now(), is_to_mail=False)


def claim_to_mail(*, member: Member) -> list[Notice]:
    """What is to be mailed now, taken on once."""
    found = Notice.objects.select_for_update(of=("self",)).filter(member=member, is_to_mail=True, seen_at=None)
    told = [one for one in found.select_related("by", "post", "comment", "member__organisation") if is_still_there(one)]
    Notice.objects.filter(member=member, is_to_mail=True).update(is_to_mail=False)
    return told


def give_back(*, told: Collection[Notice]) -> None:
    """The mail could not leave: they are to be mailed again."""
    Notice.objects.filter(pk__in=[one.pk for one in told]).update(is_to_mail=True)


def forget_old(*, member: Member) -> None:
    Notice.objects.filter(member=member, at__lt=clock.now() - KEPT).delete()
