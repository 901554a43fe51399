"""The journal carries its versions itself: they are there at once, at an address known beforehand."""

from liant.writing import happenings, offers
from liant.writing.journal import actions, queries
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
    """In the transaction of the act."""
    if happening.version.network != JOURNAL:
        return
    if happening.what not in (happenings.PUBLISHED, happenings.CORRECTED, happenings.WITHDRAWN):
        return
    actions.touch()
    if happening.what != happenings.WITHDRAWN:
        actions.prepare_pictures(piece=happening.version.piece)
