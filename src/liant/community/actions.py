"""Every change to what colleagues write for each other. None of it is written in the log of the house: what somebody writes to
colleagues is there to be read, not to be followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.community import notices
from liant.community.events import TurnedTo
from liant.community.models import Comment, Notice, Picture, Post, Reaction
from liant.community.queries import colleagues
from liant.community.rules import monday_of
from liant.deliveries.pictures import Picture as Drawn
from liant.jobs.events import publish
from liant.kit import clock
from liant.kit.calling import called_in

MOST_PICTURES = 8
MOST_PINNED = 3


class TooMany(Exception):
    """No more pictures under one post, or pins on the page, than people would look at."""


@dataclass(frozen=True)
class Shown:
    """A picture written anew, and what it shows."""

    drawn: Drawn
    alt: str


def write_post(*, actor: Member, kind: str, title: str, text: str, pictures: Sequence[Shown] = ()) -> Post:
    check(actor, "community.write")
    now = clock.now()
    with transaction.atomic():
        week = monday_of(timezone.localdate(now, actor.user.zone)) if kind == Post.Kind.MADE else None
        post = Post.objects.create(kind=kind, title=title.strip(), text=text.strip(), author=actor, week=week, at=now)
        for one in pictures[:MOST_PICTURES]:
            _keep_picture(post, one)
        named = _call(actor, post, None, before="")
        notices.tell_of_post(post=post, but=named)
    return post


def change_post(*, actor: Member, post: Post, title: str, text: str, pictures: Sequence[Shown] = ()) -> Post:
    """Whoever wrote it changes it; those newly named are told."""
    check(actor, "community.change", post)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        before = post.text
        post.title, post.text, post.edited_at = title.strip(), text.strip(), clock.now()
        post.save(update_fields=["title", "text", "edited_at"])
        if pictures and post.pictures.count() + len(pictures) > MOST_PICTURES:
            raise TooMany
        for one in pictures:
            _keep_picture(post, one)
        _call(actor, post, None, before=before)
    return post


def withdraw_post(*, actor: Member, post: Post) -> None:
    """Its words and pictures are gone for good; what others wrote under it is no longer shown."""
    check(actor, "community.change", post)
    with transaction.atomic():
        post.pictures.all().delete()
        Notice.objects.filter(post=post).delete()
        Post.objects.filter(pk=post.pk).update(
            title="", text="", withdrawn_at=clock.now(), pinned_at=None, answer=None, hidden_reason="", hidden_at=None
        )


def remove_picture(*, actor: Member, picture: Picture) -> None:
    check(actor, "community.change", picture.post)
    picture.delete()


def _keep_picture(post: Post, one: Shown) -> Picture:
    return Picture.objects.create(
        post=post, content=one.drawn.content, media_type=one.drawn.media_type, width=one.drawn.width,
        height=one.drawn.height, alt=one.alt.strip(),
    )  # fmt: skip


def write_comment(*, actor: Member, post: Post, text: str, parent: Comment | None = None) -> Comment:
    """Under a post, or in answer to a comment there. Whoever is answered is told, and whoever is named."""
    check(actor, "community.write")
    with transaction.atomic():
        made = Comment.objects.create(post=post, parent=parent, text=text.strip(), author=actor, at=clock.now())
        named = _call(actor, post, made, before="")
        answered = parent.author if parent else post.author
        if answered is not None:
            kind = Notice.Kind.REPLY if parent else Notice.Kind.COMMENT
            if answered.pk not in named:
                notices.tell(member=answered, kind=kind, by=actor, post=post, comment=made)
            _turn(actor, answered, "reply" if parent else "comment", post, f"comment:{made.pk}:{answered.pk}")
        if parent is not None and post.author is not None and post.author_id not in {*named, answered and answered.pk}:
            notices.tell(member=post.author, kind=Notice.Kind.COMMENT, by=actor, post=post, comment=made)
    return made


def change_comment(*, actor: Member, comment: Comment, text: str) -> Comment:
    check(actor, "community.change", comment)
    with transaction.atomic():
        comment = Comment.objects.select_for_update().get(pk=comment.pk)
        before = comment.text
        comment.text, comment.edited_at = text.strip(), clock.now()
        comment.save(update_fields=["text", "edited_at"])
        _call(actor, comment.post, comment, before=before)
    return comment


def withdraw_comment(*, actor: Member, comment: Comment) -> None:
    """Its words are gone for good; what answered it keeps its place."""
    check(actor, "community.change", comment)
    with transaction.atomic():
        Notice.objects.filter(comment=comment).delete()
        Post.objects.filter(answer=comment).update(answer=None)
        if comment.replies.exists():
            Comment.objects.filter(pk=comment.pk).update(
                text="", withdrawn_at=clock.now(), hidden_at=None, hidden_reason=""
            )
        else:
            comment.delete()


def react(*, actor: Member, post: Post, kind: str, comment: Comment | None = None) -> None:
    """Say it, or take it back where it was said."""
    check(actor, "community.write")
    with transaction.atomic():
        said, is_new = Reaction.objects.get_or_create(
            post=post, comment=comment, member=actor, kind=Reaction.Kind(kind), defaults={"at": clock.now()}
        )
        author = comment.author if comment else post.author
        if not is_new:
            said.delete()
        elif author is not None:
            notices.tell(member=author, kind=Notice.Kind.REACTION, by=actor, post=post, comment=comment)
            what = "thanks" if kind == Reaction.Kind.THANKS else "reaction"
            on = f"comment:{comment.pk}" if comment else f"post:{post.pk}"
            _turn(actor, author, what, post, f"{what}:{kind}:{on}")


def mark_answer(*, actor: Member, post: Post, comment: Comment | None) -> None:
    """Whoever asked says which comment answered the question; None takes it back."""
    check(actor, "community.answer", post)
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(answer=comment)
        if comment is not None and comment.author is not None:
            notices.tell(member=comment.author, kind=Notice.Kind.ANSWER, by=actor, post=post, comment=comment)
            _turn(actor, comment.author, "thanks", post, f"answer:{comment.pk}")


def pin(*, actor: Member, post: Post) -> None:
    check(actor, "community.pin")
    with transaction.atomic():
        pinned = Post.objects.select_for_update().filter(pinned_at__isnull=False).exclude(pk=post.pk)
        if len(pinned) >= MOST_PINNED:
            raise TooMany
        Post.objects.filter(pk=post.pk).update(pinned_at=clock.now())
        record(actor, "community.pin", post)


def unpin(*, actor: Member, post: Post) -> None:
    check(actor, "community.pin")
    with transaction.atomic():
        Post.objects.filter(pk=post.pk).update(pinned_at=None)
        record(actor, "community.unpin", post)


def _call(actor: Member, post: Post, comment: Comment | None, *, before: str) -> set[int]:
    """Tell those who are named and were not before; all who are named now."""
    said = comment if comment is not None else post
    text = f"{said.text}\n{post.title}" if comment is None else said.text
    if "@" not in text:
        return set()
    others = colleagues(but=actor)
    names = {key: one.name for key, one in others.items()}
    named, were = called_in(text, names), called_in(before, names) if before else set()
    on = f"comment:{comment.pk}" if comment else f"post:{post.pk}"
    for key in sorted(named - were):
        notices.tell(member=others[key], kind=Notice.Kind.MENTION, by=actor, post=post, comment=comment)
        _turn(actor, others[key], "mention", post, f"mention:{on}:{key}")
    return named


def _turn(actor: Member, to: Member, kind: str, post: Post, key: str) -> None:
    if actor.pk != to.pk:
        publish(
            TurnedTo(
                key=f"community:{actor.pk}:{key}",
                kind=kind,
                member_id=actor.pk,
                to_id=to.pk,
                post_id=post.pk,
                at=clock.now().isoformat(),
            )
        )
