from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from liant.writing.models import Piece
from liant.writing.offers import home_address
from liant.writing.readership.models import DayReads, Link
from liant.writing.readership.origins import Kind

MOST_PIECES = 100
LEAST = 3  # a site is named from so many readings on: a rare one may be one person's own


def by_people() -> QuerySet[DayReads]:
    return DayReads.objects.exclude(kind=Kind.MACHINE)


def within(found: QuerySet, first: date, last: date) -> QuerySet:
    return found.filter(day__gte=first, day__lte=last)


def reads_of(piece: Piece) -> int:
    return by_people().filter(piece=piece).aggregate(reads=Sum("reads"))["reads"] or 0


def first_day(piece: Piece | None = None) -> date | None:
    """The day from which on readings were counted."""
    found = DayReads.objects.filter(piece=piece) if piece else DayReads.objects.all()
    return found.order_by("day").values_list("day", flat=True).first()


def reads_by_day(first: date, last: date, piece: Piece | None = None) -> dict[date, int]:
    found = within(by_people(), first, last)
    found = found.filter(piece=piece) if piece else found
    return dict(found.values_list("day").annotate(reads=Sum("reads")).order_by("day"))


def reads_by_piece(first: date, last: date) -> list[tuple[Piece | None, int]]:
    """The most read first; the other pages of the journal as None."""
    found = (
        within(by_people(), first, last).values_list("piece").annotate(reads=Sum("reads")).order_by("-reads", "piece")
    )
    told = list(found[:MOST_PIECES])
    pieces = Piece.objects.in_bulk([piece_id for piece_id, _reads in told if piece_id])
    return [(pieces.get(piece_id), reads) for piece_id, reads in told if piece_id is None or piece_id in pieces]


def origins(first: date, last: date, piece: Piece | None = None) -> list[tuple[str, str, int]]:
    """(kind, site, readings) by kind, the most first; sites that led here less than three times together, without a name."""
    found = within(by_people(), first, last)
    found = found.filter(piece=piece) if piece else found
    told: dict[tuple[str, str], int] = {}
    for kind, host, reads in found.values_list("kind", "host").annotate(reads=Sum("reads")):
        key = (kind, host if reads >= LEAST else "")
        told[key] = told.get(key, 0) + reads
    return [(kind, host, reads) for (kind, host), reads in sorted(told.items(), key=lambda one: (-one[1], one[0]))]


def machines(first: date, last: date, piece: Piece | None = None) -> dict[str, int]:
    """What machines asked for, by what they said of themselves."""
    found = within(DayReads.objects.filter(kind=Kind.MACHINE), first, last)
    found = found.filter(piece=piece) if piece else found
    return dict(found.values_list("host").annotate(reads=Sum("reads")).order_by("-reads"))


def links_by_piece(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    """What people said, not ourselves, and what its author has not taken back."""
    found = within(Link.objects.filter(piece__in=piece_ids, item__is_ours=False, item__withdrawn_at=None), first, last)
    return dict(found.values_list("piece").annotate(count=Count("id")))


def items_linking(piece_ids: Sequence[int], first: date, last: date) -> list[tuple[int, int]]:
    """(piece id, item id), for whoever counts what became of them."""
    return list(within(Link.objects.filter(piece__in=piece_ids), first, last).values_list("piece_id", "item_id"))


def pieces_at(addresses: Collection[str]) -> dict[str, Piece]:
    """Those of these addresses at which a piece is read at home, with the piece."""
    words = {word for address in addresses for word in address.split("/")[3:]}
    known = {piece.slug: piece for piece in Piece.objects.filter(slug__in=words)} if words else {}
    found: dict[str, Piece] = {}
    for address in addresses:
        for piece in (known[word] for word in address.split("/")[3:] if word in known):
            if address in {plain(home_address(piece, language)) for language, _name in settings.LANGUAGES}:
                found[address] = piece
    return found


def plain(address: str) -> str:
    """Without what leads to a place in it or says who sent one, nor a last stroke."""
    return address.partition("#")[0].partition("?")[0].rstrip("/")
