"""The journal carries its versions itself: they are there at once, at an address known beforehand."""

from liant.writing import happenings, offers
from liant.writing.happenings import CORRECTED, PUBLISHED, WITHDRAWN
from liant.writing.journal import actions, queries, telling
from liant.writing.models import Piece, Version
from liant.writing.networks import JOURNAL


def carry(version: Version) -> offers.Carried:
    """While the journal is closed nobody reads it, and it has no address yet; it is there when the journal opens."""
    return offers.Carried(is_there=True, url=home_address(version.piece, version.language))


def home_address(piece: Piece, language: str) -> str:
    """Where it is read at home in this language, else in another one in which it is or will be there."""
    here = queries.site()
    if here is None:
        return ""
    there = list(
        piece.versions.filter(network=JOURNAL)
        .exclude(state="withdrawn")
        .order_by("id")
        .values_list("language", flat=True)
    )
    if not there:
        return ""
    return here.of_piece(piece, language if language in there else there[0])


def follow(happening: happenings.Happening) -> None:
    """In the transaction of the act; others are told once it stands."""
    version = happening.version
    if version.network != JOURNAL or happening.what not in (PUBLISHED, CORRECTED, WITHDRAWN):
        return
    actions.touch()
    is_there = happening.what != WITHDRAWN
    if is_there:
        actions.prepare_pictures(piece=version.piece)
    if queries.site() is not None and version.published_at is not None:
        actions.ask_mentions(version=version, targets=telling.targets_of(version) if is_there else [])
        actions.ask_hub(version=version)
