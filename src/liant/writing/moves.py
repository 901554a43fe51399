"""The way of a piece through its states: asked for, agreed to, planned, published, withdrawn. Every move is written here,
under a lock on the piece, and told to the smaller rooms."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.writing import happenings
from liant.writing.models import Piece, Step, Version
from liant.writing.networks import network
from liant.writing.offers import house_rules
from liant.writing.remarks import Remark, read
from liant.writing.rules import problems_of, undescribed
from liant.writing.states import PIECE, VERSION, state_of_whole


class NotReady(Exception):
    """It can't go on as it stands; `problems` says why, in words."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


def locked(piece_id: int) -> Piece:
    return Piece.objects.select_for_update().get(pk=piece_id)


def ask(*, actor: Member, piece: Piece) -> list[Step]:
    """Ask for the agreements that the policy wants, in order. Raises NotReady."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        PIECE.check(piece.state, "in_review")
        if problems := problems_of_piece(piece):
            raise NotReady(problems)
        _move(piece, "in_review", round=piece.round + 1, asked_at=clock.now())
        steps = [
            Step.objects.create(
                piece=piece, round=piece.round, place=place, name=wanted.name, role=wanted.role,
                member_id=wanted.member_id, can_author_agree=wanted.may_author_agree, asked_by=actor,
                asked_at=clock.now(),
            )
            for place, wanted in enumerate(house_rules(piece).steps)
        ]  # fmt: skip
        record(actor, "writing.ask", piece)
        if not steps:
            _approve(piece)
    return steps


def problems_of_piece(piece: Piece) -> list[str]:
    """Why it can't be asked for, in words."""
    media, kept = list(piece.media.defer("content")), list(piece.kept_remarks.all())
    found = []
    for version in going(piece):
        found += problems_of(version, media)
        found += [refused(version, one) for one in read(piece, version, media, kept) if one.is_error and one.number]
    return found + undescribed(media)


def refused(version: Version, remark: Remark) -> str:
    """A remark that stands in the way, until the words change or somebody says why they stay."""
    return _("%(network)s: “%(words)s”. %(remark)s") % {
        "network": network(version.network).label,
        "words": remark.passage[:80],
        "remark": remark.message,
    }


def going(piece: Piece) -> list[Version]:
    """The versions that were not taken out or withdrawn."""
    return list(piece.versions.exclude(state="withdrawn"))


def agree(*, actor: Member, step: Step) -> None:
    """One step is passed; after the last, the piece is agreed to."""
    with transaction.atomic():
        piece, step = _open_step(step)
        check(actor, "writing.approve", step)
        _decide(actor, step, Step.Decision.AGREED)
        record(actor, "writing.agree", piece)
        if not waiting_steps(piece):
            _approve(piece)


def refuse(*, actor: Member, step: Step, reason: str) -> None:
    """Back to whoever wrote it, with the reason."""
    with transaction.atomic():
        piece, step = _open_step(step)
        check(actor, "writing.approve", step)
        _decide(actor, step, Step.Decision.REFUSED, reason.strip())
        record(actor, "writing.refuse", piece, reason=reason.strip())
        _back(piece)


def take_back(*, actor: Member, piece: Piece) -> None:
    """Written on, before or after the agreement: it has to be asked for again."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        reopen_agreement(piece)
        record(actor, "writing.take_back", piece)


def waiting_steps(piece: Piece) -> list[Step]:
    """Of the present round, in order: the first is the one that is asked now."""
    return list(piece.steps.filter(round=piece.round, decision=Step.Decision.WAITING).order_by("place"))


def _open_step(step: Step) -> tuple[Piece, Step]:
    piece = locked(step.piece_id)
    first = next(iter(waiting_steps(piece)), None)
    if piece.state != "in_review" or first is None or first.pk != step.pk:
        PIECE.check(piece.state, "approved" if piece.state != "in_review" else piece.state)
    assert first is not None  # the check above has refused all else  # noqa: S101
    first.piece = piece
    return piece, first


def _decide(actor: Member, step: Step, decision: str, reason: str = "") -> None:
    step.decision, step.decided_by, step.decided_at, step.reason = decision, actor, clock.now(), reason
    step.save(update_fields=["decision", "decided_by", "decided_at", "reason"])


def _approve(piece: Piece) -> None:
    for version in piece.versions.filter(state="draft"):
        _move_version(version, "approved")
        happenings.tell(version, happenings.APPROVED, piece.round)
    _move(piece, "approved", approved_at=clock.now())
    settle(piece)


def reopen_agreement(piece: Piece) -> None:
    """Void what was agreed to, under the lock of the caller: what was planned leaves the calendar, what is published
    stays."""
    for version in piece.versions.filter(state__in=["approved", "scheduled"]):
        _move_version(version, "draft")
        happenings.tell(version, happenings.REOPENED, f"{piece.round}:{version.edition}")
    if piece.state != "published":
        _back(piece)


def _back(piece: Piece) -> None:
    """To where it is written on; what is published already stays so."""
    is_out = piece.versions.filter(state="published").exists()
    _move(piece, "published" if is_out else "draft", approved_at=None)


def schedule(*, actor: Member, version: Version, at: datetime) -> Version:
    """Plan when an agreed version leaves, or plan it anew. What already has a moment and is no longer agreed to keeps the
    moment as a wish: `plan` sets one for drafts."""
    check(actor, "writing.schedule", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        if version.state != "scheduled":
            _move_version(version, "scheduled", planned_at=at)
        else:
            version.planned_at = at
            version.save(update_fields=["planned_at"])
        record(actor, "writing.schedule", piece, network=version.network, at=at.isoformat())
        settle(piece)
        happenings.tell(version, happenings.SCHEDULED, f"{piece.round}:{at.isoformat()}", actor)
    return version


def plan(*, actor: Member, version: Version, at: datetime | None) -> Version:
    """When a version that nobody agreed to yet is meant to leave: a wish on the calendar, nothing leaves by it."""
    check(actor, "writing.schedule", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        if version.state in ("scheduled", "published"):
            VERSION.check(version.state, "draft" if version.state == "published" else "scheduled")
        version.planned_at = at
        version.save(update_fields=["planned_at"])
        record(actor, "writing.schedule", piece, network=version.network, at=at.isoformat() if at else "")
    return version


def unschedule(*, actor: Member, version: Version) -> Version:
    """Off the calendar; the agreement stays."""
    check(actor, "writing.schedule", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        before = version.planned_at
        _move_version(version, "approved", planned_at=None)
        record(actor, "writing.unschedule", piece, network=version.network)
        settle(piece)
        happenings.tell(version, happenings.UNSCHEDULED, f"{piece.round}:{before.isoformat() if before else ''}", actor)
    return version


def mark_published(*, actor: Member | None, version: Version, at: datetime, url: str = "") -> Version:
    """It is there, as whoever published it knows (`publishing`, or a person who posted it by hand). Told twice, it is
    published once."""
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        if version.state == "published":
            if url and url != version.published_url:
                version.published_url = url
                version.save(update_fields=["published_url"])
            return version
        _move_version(version, "published", published_at=at, published_url=url)
        if piece.published_at is None:
            piece.published_at = at
            piece.save(update_fields=["published_at"])
        record(actor, "writing.publish", piece, network=version.network)
        settle(piece)
        happenings.tell(version, happenings.PUBLISHED, at.isoformat(), actor)
    return version


def withdraw(*, actor: Member, piece: Piece) -> None:
    """The whole piece: what was published is asked back wherever it can be, by the smaller rooms."""
    check(actor, "writing.withdraw", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        PIECE.check(piece.state, "withdrawn")
        for version in going(piece):
            _withdraw_version(version, actor)
        record(actor, "writing.withdraw", piece)
        _move(piece, "withdrawn")


def withdraw_version(*, actor: Member, version: Version) -> None:
    """From one network; the others keep it."""
    check(actor, "writing.withdraw", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        _withdraw_version(version, actor)
        record(actor, "writing.withdraw_version", piece, network=version.network)
        settle(piece)


def take_up_again(*, actor: Member, piece: Piece) -> None:
    """A withdrawn piece becomes a draft; all its versions with it."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        for version in piece.versions.filter(state="withdrawn"):
            _move_version(version, "draft", planned_at=None)
        _move(piece, "draft", published_at=None, approved_at=None)
        record(actor, "writing.reopen", piece)


def _withdraw_version(version: Version, actor: Member) -> None:
    before = version.state
    _move_version(version, "withdrawn")
    happenings.tell(version, happenings.WITHDRAWN, f"{before}:{version.edition}:{clock.now().isoformat()}", actor)


def settle(piece: Piece) -> None:
    """The piece follows its versions."""
    after = state_of_whole(list(piece.versions.values_list("state", flat=True)), piece.state)
    if after != piece.state and PIECE.allows(piece.state, after):
        _move(piece, after)


def _move(piece: Piece, state: str, **values: Any) -> None:
    if piece.state != state:
        PIECE.check(piece.state, state)
    piece.state, piece.changed_at = state, clock.now()
    for name, value in values.items():
        setattr(piece, name, value)
    piece.save(update_fields=["state", "changed_at", *values])


def _move_version(version: Version, state: str, **values: Any) -> None:
    VERSION.check(version.state, state)
    version.state = state
    for name, value in values.items():
        setattr(version, name, value)
    version.save(update_fields=["state", *values])
