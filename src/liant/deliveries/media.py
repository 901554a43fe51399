"""What leaves beside the words: made ready for the channel, kept once by the sum of its bytes, handed over when sent."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from liant.connectors.contract import Attachment, Capabilities, Json, Rejected
from liant.connectors.media import in_frozen
from liant.deliveries import pictures
from liant.deliveries.models import Delivery, Medium
from liant.deliveries.states import DELIVERY
from liant.kit import clock

MOST_BYTES_READ = 40_000_000  # of a picture, before it is made to fit


def ready(attachments: Sequence[Attachment], can: Capabilities) -> tuple[Attachment, ...]:
    """The attachments as they may leave through this channel. Raises Rejected, in a sentence, and keeps nothing."""
    if not attachments:
        return ()
    if not can.max_media:
        raise Rejected("Nothing can be attached here.")
    if len(attachments) > can.max_media:
        raise Rejected(f"{len(attachments)} files are attached; {can.max_media} at most can leave together.")
    return tuple(_ready(attachment, can) for attachment in attachments)


def keep(attachments: Sequence[Attachment], *, organisation_id: int) -> None:
    """Store the bytes, each once. Inside the transaction that queues the delivery: what was there already counts as kept
    now, so that it isn't forgotten meanwhile."""
    rows = [
        Medium(
            organisation_id=organisation_id,
            sha256=hashlib.sha256(attachment.content).hexdigest(),
            media_type=attachment.media_type[:100],
            size_bytes=len(attachment.content),
            content=attachment.content,
            kept_at=clock.now(),
        )
        for attachment in attachments
        if attachment.content is not None
    ]
    once = {row.sha256: row for row in rows}  # one statement may touch a row only once
    Medium.objects.bulk_create(
        list(once.values()), update_conflicts=True, update_fields=["kept_at"], unique_fields=["organisation", "sha256"]
    )


def forget_unneeded(*, kept_before: datetime) -> int:
    """Bytes of long ago go, unless a delivery that may still leave names them; how many went. What left stays known by
    name, description and sum."""
    may_leave = Delivery.objects.exclude(state__in=DELIVERY.final).filter(frozen__has_key="media")
    needed = {medium.sha256 for frozen in may_leave.values_list("frozen", flat=True).iterator()
              for medium in in_frozen(frozen)}  # fmt: skip
    old = Medium.objects.filter(kept_at__lt=kept_before)
    return old.exclude(sha256__in=needed).delete()[0]


def carried_by(frozen: Json) -> Mapping[str, bytes]:
    """The bytes that a frozen act names, by their sum."""
    wanted = {medium.sha256 for medium in in_frozen(frozen)}
    if not wanted:
        return {}
    return {row.sha256: bytes(row.content) for row in Medium.objects.filter(sha256__in=wanted)}


def _ready(attachment: Attachment, can: Capabilities) -> Attachment:
    if attachment.content is None:
        raise Rejected(f"The attachment {attachment.name} is not here.")
    if attachment.media_type == "image/svg+xml" or not _looks_like_a_picture(attachment):
        return _as_it_is(attachment, can)
    if len(attachment.content) > MOST_BYTES_READ:
        raise Rejected(f"{attachment.name} is larger than {MOST_BYTES_READ // 1_000_000} MB.")
    try:
        picture = pictures.written_anew(attachment.content, can.media_types, can.max_media_bytes)
    except pictures.CannotRead as error:
        raise Rejected(f"{attachment.name} is not a picture that can be sent here.") from error
    except pictures.CannotFit as error:
        raise Rejected(f"{attachment.name} is too large to be sent here.") from error
    return replace(
        attachment,
        content=picture.content,
        media_type=picture.media_type,
        size_bytes=len(picture.content),
        width=picture.width,
        height=picture.height,
    )


def _looks_like_a_picture(attachment: Attachment) -> bool:
    """By its name or by its bytes: what is a picture does not leave with the place where it was taken."""
    return attachment.media_type.startswith("image/") or pictures.is_picture(attachment.content or b"")


def _as_it_is(attachment: Attachment, can: Capabilities) -> Attachment:
    if not {attachment.media_type, "*/*"} & set(can.media_types):
        raise Rejected(f"{attachment.name} is of a kind that cannot be sent here.")
    size = len(attachment.content or b"")
    if size > can.max_media_bytes:
        raise Rejected(f"{attachment.name} is larger than {can.max_media_bytes // 1_000_000} MB.")
    return replace(attachment, size_bytes=size)
