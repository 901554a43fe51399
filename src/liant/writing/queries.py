from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.writing.models import Comment, KeptRemark, Lesson, Piece, PieceMedium, Revision, Step, Version
from liant.writing.offers import may_agree

PAGE = 40


@dataclass(frozen=True)
class Filters:
    state: str = ""
    topic: str = ""
    campaign: str = ""
    kind: str = ""
    author: str = ""

    @property
    def is_narrowed(self) -> bool:
        return self != Filters()


def piece_list(filters: Filters, *, before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[Piece]:
    """The latest changed first, each with its versions."""
    found = Piece.objects.select_related("author", "topic", "campaign").order_by("-changed_at", "-id")
    found = found.prefetch_related(Prefetch("versions", Version.objects.defer("body", "thread", "first_comment")))
    for name in ("state", "kind"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    for name in ("topic", "campaign", "author"):
        if (value := getattr(filters, name)).isdecimal():
            found = found.filter(**{f"{name}_id": int(value)})
    if not filters.state:
        found = found.exclude(state="withdrawn")
    if before:
        at, piece_id = before
        found = found.filter(changed_at__lte=at).exclude(changed_at=at, id__gte=piece_id)
    return list(found[:limit])


def one_piece(piece_id: int) -> Piece | None:
    return Piece.objects.select_related("author", "topic", "campaign").filter(id=piece_id).first()


def versions_of(piece: Piece) -> list[Version]:
    return list(piece.versions.exclude(state="withdrawn").select_related("channel").order_by("id"))


def media_of(piece: Piece) -> list[PieceMedium]:
    """Without their bytes."""
    return list(piece.media.defer("content"))


def one_medium(piece_id: int, medium_id: int) -> PieceMedium | None:
    return PieceMedium.objects.filter(piece_id=piece_id, id=medium_id).first()


def comments_of(piece: Piece, limit: int = 200) -> list[Comment]:
    return list(piece.comments.select_related("author")[:limit])


def steps_of(piece: Piece) -> list[Step]:
    """Of the present round, in order."""
    return list(piece.steps.filter(round=piece.round).select_related("member", "decided_by", "asked_by"))


def revisions_of(version: Version, before: int | None = None, limit: int = PAGE) -> list[Revision]:
    found = version.revisions.select_related("author")
    return list((found.filter(number__lt=before) if before else found)[:limit])


def steps_for(member: Member, limit: int = 20) -> list[Step]:
    """Agreements that wait for this member: only the step that comes first of each piece."""
    found = Step.objects.filter(decision=Step.Decision.WAITING).select_related("piece", "asked_by")
    firsts: dict[int, Step] = {}
    for step in found.filter(piece__state="in_review").order_by("asked_at", "id")[: limit * 10]:
        known = firsts.get(step.piece_id)
        if step.round == step.piece.round and (known is None or step.place < known.place):
            firsts[step.piece_id] = step
    return [step for step in firsts.values() if is_for(member, step)][:limit]


def is_for(member: Member, step: Step) -> bool:
    if step.piece.author_id == member.id and not step.can_author_agree:
        return False
    return may_agree(member, step.role, step.member_id)


def channels_to_write_to() -> Sequence[Channel]:
    """Connected accounts on which something of our own may be posted."""
    return [channel for channel in Channel.objects.filter(state="well") if channel.capabilities.can_post]


def kept_remarks_of(piece: Piece) -> list[KeptRemark]:
    return list(piece.kept_remarks.select_related("kept_by")[:200])


def one_comment(piece_id: int, comment_id: int) -> Comment | None:
    return Comment.objects.select_related("piece").filter(piece_id=piece_id, id=comment_id).first()


def lessons(limit: int = 60) -> list[Lesson]:
    """What finished pieces taught, the newest first."""
    return list(Lesson.objects.select_related("piece", "author")[:limit])


def writers_of(piece_id: int) -> dict[int, datetime]:
    """Member → when they last wrote words that the piece had not held before, in what is or was there for its readers. The same
    words kept again, brought back or put elsewhere are nobody's writing."""
    found: dict[int, datetime] = {}
    held = {""}
    for one in Revision.objects.filter(version__piece=piece_id).select_related("version").order_by("at", "id"):
        words = " ".join(" ".join((one.title, one.body, one.first_comment, *one.thread)).split())
        if words not in held and one.author_id and one.version.published_at:
            found[one.author_id] = one.at
        held.add(words)
    return found
