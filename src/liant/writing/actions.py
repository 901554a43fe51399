"""Every change to the words of a piece and to what goes with them. Its way through its states is in `moves`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.kit import clock
from liant.writing import happenings
from liant.writing.models import (
    Campaign,
    Comment,
    KeptRemark,
    Lesson,
    Piece,
    PieceMedium,
    Revision,
    Topic,
    Version,
)
from liant.writing.moves import locked, reopen_agreement, settle
from liant.writing.networks import network
from liant.writing.rules import WORDS, slug_of, words_of

FREE = {"draft", "withdrawn"}


class ChangedMeanwhile(Exception):
    """Someone else kept other words since this form was opened; `version` holds theirs."""

    def __init__(self, version: Version):
        super().__init__("Someone else changed it meanwhile.")
        self.version = version


class CannotChange(Exception):
    """What is published is corrected, never taken out; what is planned is taken off the calendar first."""


def begin(*, actor: Member, title: str, networks: Sequence[tuple[str, Channel | None]] = (("journal", None),),
          language: str = "fr", body: str = "", **about: Any) -> Piece:  # fmt: skip
    """A new piece with an empty version for each network; `about` holds fields of the piece."""
    check(actor, "writing.write")
    with transaction.atomic():
        near = slug_of(title)
        taken = Piece.objects.filter(slug__startswith=near).values_list("slug", flat=True)
        piece = Piece.objects.create(title=title.strip(), slug=slug_of(title, taken), author=actor, **about)
        for key, channel in networks:
            version = _new_version(piece, key, language, channel)
            _write(actor, version, {"title": piece.title if network(key).has_title else "", "body": body})
        record(actor, "writing.begin", piece)
    return piece


def describe(*, actor: Member, piece: Piece, **about: Any) -> None:
    """What it is about: title, kind, about, topic, campaign, source_name, source_url. Its words stay as they are."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        for name, value in about.items():
            setattr(piece, name, value)
        piece.changed_at = clock.now()
        piece.save(update_fields=[*about, "changed_at"])
        record(actor, "writing.describe", piece, fields=sorted(about))


def add_version(*, actor: Member, piece: Piece, key: str, language: str, channel: Channel | None = None) -> Version:
    """For one more network or language, beginning with the words of the first version; one taken out comes back."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        model = piece.versions.exclude(state="withdrawn").first()
        version = piece.versions.filter(network=key, language=language, channel=channel).first()
        if version is None:
            version = _new_version(piece, key, language, channel)
            _write(actor, version, {**(words_of(model) if model else {}), "first_comment": "", "thread": []})
        elif version.state == "withdrawn":
            version.state = "draft"
            version.save(update_fields=["state"])
        if piece.state in ("in_review", "approved", "scheduled"):
            reopen_agreement(piece)
        record(actor, "writing.add_version", piece, network=key, language=language)
        settle(piece)
    return version


def drop_version(*, actor: Member, version: Version) -> None:
    """Taken out of the piece; its history stays. Not when it is planned or published."""
    check(actor, "writing.write", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        if version.state not in ("draft", "approved"):
            raise CannotChange
        version.state = "withdrawn"
        version.save(update_fields=["state"])
        record(actor, "writing.drop_version", piece, network=version.network, language=version.language)
        settle(piece)


def write(*, actor: Member, version: Version, seen_edition: int, **words: Any) -> Version:
    """Keep new words. Raises ChangedMeanwhile when the form began with older ones than there are.

    Words that were agreed to have to be agreed to again; published ones are corrected by whoever may agree."""
    check(actor, "writing.write", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        if version.edition != seen_edition:
            raise ChangedMeanwhile(version)
        if all(getattr(version, name) == value for name, value in words.items()):
            return version
        _follow(actor, piece, version)
        _write(actor, version, words)
        record(actor, "writing.change", piece, network=version.network, language=version.language)
        if version.state == "published":
            happenings.tell(version, happenings.CORRECTED, version.edition)
    return version


def restore(*, actor: Member, version: Version, number: int) -> Version:
    """Bring back the words of a revision, as a new one."""
    check(actor, "writing.write", version.piece)
    with transaction.atomic():
        piece = locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        wanted = version.revisions.get(number=number)
        _follow(actor, piece, version)
        _write(actor, version, words_of(wanted), restores=number)
        record(actor, "writing.restore", piece, network=version.network, number=number)
        if version.state == "published":
            happenings.tell(version, happenings.CORRECTED, version.edition)
    return version


def _follow(actor: Member, piece: Piece, version: Version) -> None:
    """What new words do to an agreement that was given or asked for."""
    if version.state == "published":
        check(actor, "writing.correct", piece)
    elif version.state == "withdrawn":
        raise CannotChange
    elif piece.state in ("in_review", "approved", "scheduled") or version.state != "draft":
        reopen_agreement(piece)
        version.refresh_from_db()


def _new_version(piece: Piece, key: str, language: str, channel: Channel | None) -> Version:
    network(key)  # raises where there is no such network
    return Version.objects.create(piece=piece, network=key, language=language, channel=channel)


def _write(actor: Member, version: Version, words: Mapping[str, Any], restores: int | None = None) -> None:
    now = clock.now()
    for name in WORDS:
        if name in words:
            setattr(version, name, words[name])
    version.edition += 1
    version.changed_at = now
    version.save(update_fields=[*WORDS, "edition", "changed_at"])
    Revision.objects.create(version=version, number=version.edition, author=actor, at=now, restores=restores,
                            **words_of(version))  # fmt: skip
    Piece.objects.filter(pk=version.piece_id).update(changed_at=now)


def keep_preview(*, actor: Member, version: Version, preview: Mapping[str, str]) -> None:
    """What the page behind the link says of itself, as it was read just now; outside of any agreement."""
    check(actor, "writing.write", version.piece)
    Version.objects.filter(pk=version.pk).update(link_preview=dict(preview))


def add_medium(*, actor: Member, piece: Piece, name: str, media_type: str, content: bytes | None = None,
               reference_url: str = "", description: str = "", agreement: str = "") -> PieceMedium:  # fmt: skip
    check(actor, "writing.write", piece)
    with transaction.atomic():
        piece = locked(piece.pk)
        _media_change(actor, piece)
        last = piece.media.order_by("-place").values_list("place", flat=True).first()
        medium = PieceMedium.objects.create(
            piece=piece, name=name[:200], media_type=media_type[:100], content=content, reference_url=reference_url,
            size_bytes=len(content or b""), description=description.strip(), agreement=agreement.strip(),
            place=(last or 0) + 1,
        )  # fmt: skip
        record(actor, "writing.add_medium", piece, name=medium.name)
    return medium


def describe_medium(*, actor: Member, medium: PieceMedium, description: str, agreement: str = "") -> None:
    """What is to be seen, and who agreed to be seen."""
    check(actor, "writing.write", medium.piece)
    with transaction.atomic():
        medium.description, medium.agreement = description.strip(), agreement.strip()
        medium.save(update_fields=["description", "agreement"])
        record(actor, "writing.describe_medium", medium.piece, name=medium.name)


def drop_medium(*, actor: Member, medium: PieceMedium) -> None:
    check(actor, "writing.write", medium.piece)
    with transaction.atomic():
        piece = locked(medium.piece_id)
        _media_change(actor, piece)
        record(actor, "writing.drop_medium", piece, name=medium.name)
        medium.delete()


def _media_change(actor: Member, piece: Piece) -> None:
    if piece.state == "published":
        check(actor, "writing.correct", piece)
    elif piece.state in ("in_review", "approved", "scheduled"):
        reopen_agreement(piece)


def comment(*, actor: Member, piece: Piece, body: str, version: Version | None = None, about: str = "") -> Comment:
    check(actor, "writing.comment", piece)
    with transaction.atomic():
        said = Comment.objects.create(piece=piece, version=version, author=actor, body=body.strip(), about=about[:300])
        record(actor, "writing.comment", piece)
    return said


def settle_comment(*, actor: Member, said: Comment) -> None:
    """Done with; it stays where it was."""
    check(actor, "writing.comment", said.piece)
    with transaction.atomic():
        said.settled_at = clock.now()
        said.save(update_fields=["settled_at"])
        record(actor, "writing.settle_comment", said.piece)


def keep_remark(*, actor: Member, piece: Piece, rule: str, passage: str, reason: str) -> KeptRemark:
    """The words stay although a rule speaks against them; the reason is read by whoever agrees."""
    check(actor, "writing.write", piece)
    with transaction.atomic():
        kept = KeptRemark.objects.create(piece=piece, rule=rule, passage=passage, reason=reason.strip(), kept_by=actor)
        record(actor, "writing.keep_remark", piece, rule=rule, reason=kept.reason)
    return kept


def learn(*, actor: Member, piece: Piece, practice: str, text: str) -> Lesson:
    """What a finished piece taught, good or bad."""
    check(actor, "writing.comment", piece)
    with transaction.atomic():
        lesson = Lesson.objects.create(piece=piece, practice=practice, text=text.strip(), author=actor)
        record(actor, "writing.learn", piece)
    return lesson


def save_topic(*, actor: Member, topic: Topic | None, name: str, is_over: bool = False) -> Topic:
    check(actor, "writing.arrange")
    with transaction.atomic():
        topic = topic or Topic()
        topic.name, topic.is_over = name.strip(), is_over
        topic.save()
        record(actor, "writing.save_topic", topic, name=topic.name)
    return topic


def save_campaign(*, actor: Member, campaign: Campaign | None, name: str, **values: Any) -> Campaign:
    """`values`: aim, from_on, to_on, is_over."""
    check(actor, "writing.arrange")
    with transaction.atomic():
        campaign = campaign or Campaign()
        campaign.name = name.strip()
        for field, value in values.items():
            setattr(campaign, field, value)
        campaign.save()
        record(actor, "writing.save_campaign", campaign, name=campaign.name)
    return campaign
