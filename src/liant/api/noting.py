"""What a programme heard elsewhere, noted by its member: the same act as *Note it here*."""

from datetime import UTC, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from liant.api.heard import mentions
from liant.api.operations import writes
from liant.api.problems import Problem, not_valid
from liant.api.values import Asked, Word, storable, text
from liant.kit import clock
from liant.listening.capture.actions import AlreadyNoted, LeftAlone, Note, note

ADDRESSED = r"^(https?://[^\s\x00]+)?$"
FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def page_address(url: str) -> str:
    """Of a page, or nothing."""
    try:
        if url:
            URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise ValueError("This is not the address of a page.") from None
    return url


PageAddress = Annotated[
    str, StringConstraints(max_length=2000, pattern=ADDRESSED), AfterValidator(storable), AfterValidator(page_address)
]


class MentionAsked(Asked):
    """`text`: what was said, in their words. `name`: who said it. `place`: where, when no address does.
    `needs_answer`: they wait for an answer from us."""

    text: text(20_000)  # type: ignore[valid-type]
    url: PageAddress = ""
    name: Word = ""
    place: Annotated[Word, Field(max_length=120)] = ""
    said_at: AwareDatetime | None = None
    needs_answer: bool = False


class MentionNoted(Schema):
    """`item_id`: null when nothing was kept, because a colleague said it on an account of their own."""

    item_id: int | None
    is_kept: bool


@writes(mentions, "/mentions", method="POST", scope="write:mentions", needs="listening.note", status=202,
        answers=MentionNoted, key_needed=True)  # fmt: skip
def add_mention(request: Any, payload: MentionAsked) -> MentionNoted:
    """Note what was said elsewhere.

    It takes the way of everything heard: Liant reads it, then it is among the mentions, and in the inbox when an answer
    is due. The same page, or the same words of the same person, are noted once: 409 says so. What a colleague said on
    an account of their own, and not to the organisation, is counted and not kept.
    """
    said_at = payload.said_at
    if said_at and not FIRST_MOMENT <= said_at <= clock.now():
        raise not_valid([{"where": "body/said_at", "what": _("This moment has not come yet, or is too long ago.")}])
    seen = Note(text=payload.text.strip(), name=payload.name.strip(), url=payload.url, place=payload.place.strip(),
                said_at=said_at, needs_answer=payload.needs_answer)  # fmt: skip
    try:
        item = note(actor=request.auth.member, seen=seen)
    except AlreadyNoted as known:
        raise Problem(409, "already-noted", _("It is noted already."),
                      _("Nothing is left to do: it is item %(id)s.") % {"id": known.item.id}) from None  # fmt: skip
    except LeftAlone:  # answered, not refused: a refusal would undo that it was counted
        return MentionNoted(item_id=None, is_kept=False)
    return MentionNoted(item_id=item.id, is_kept=True)
