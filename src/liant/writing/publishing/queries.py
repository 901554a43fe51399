from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from liant.deliveries.models import Delivery, Hold
from liant.deliveries.states import UNSETTLED
from liant.kit import clock
from liant.writing.models import Piece, Version
from liant.writing.networks import JOURNAL
from liant.writing.offers import are_others_being_told
from liant.writing.publishing.models import Addressee, Departure, Part
from liant.writing.publishing.states import ASKING, FOR_A_PERSON, ON_ITS_WAY

PAGE = 40


def due_versions(piece_id: int) -> list[Version]:
    """Planned, their moment here, and nothing made of that moment yet: home first."""
    made = Departure.objects.filter(version=OuterRef("pk")).filter(
        Q(planned_at=OuterRef("planned_at")) | Q(state__in=ON_ITS_WAY)
    )
    found = Version.objects.filter(piece_id=piece_id, state="scheduled", planned_at__lte=clock.now())
    found = found.filter(~Exists(made)).select_related("channel")
    return sorted(found, key=lambda one: (one.network != JOURNAL, one.planned_at, one.pk))


def waits_for_home(version: Version) -> bool:
    """Its piece is due in the journal as well and is not there yet; or it is, and who hears of it first is being told."""
    if version.network == JOURNAL:
        return False
    is_due = Version.objects.filter(
        piece_id=version.piece_id, network=JOURNAL, state="scheduled", planned_at__lte=clock.now()
    ).exists()
    return is_due or are_others_being_told(version.piece_id)


def address_of(version: Version) -> str:
    return Addressee.objects.filter(version=version).values_list("address", flat=True).first() or ""


def standing(departure: Departure) -> list[Part]:
    """Its parts that are there, or on their way, in order, without what was said under them afterwards."""
    return list(departure.parts.filter(gone_at=None, is_note=False).select_related("delivery__channel"))


def is_any_there(departure: Departure) -> bool:
    """Whether some of it can be seen, or may come to be."""
    return departure.parts.filter(gone_at=None, delivery__state__in=("sent", *UNSETTLED)).exists()


def _with_pieces(found: QuerySet[Departure]) -> list[Departure]:
    return list(found.select_related("version__piece", "version__channel")[:PAGE])


def waiting(state: str) -> list[Departure]:
    """What waits for a person in this state, the oldest moment first."""
    return _with_pieces(Departure.objects.filter(state=state).order_by("planned_at", "id"))


def asking() -> list[Departure]:
    return _with_pieces(Departure.objects.filter(state__in=("halted", "late")).order_by("planned_at", "id"))


def versions_that_ask(version_ids: Sequence[int]) -> set[int]:
    """Of these, the versions whose moment passed and that wait for a person to say when."""
    found = Departure.objects.filter(version__in=version_ids, state__in=ASKING)
    return set(found.values_list("version_id", flat=True))


def behind() -> list[Departure]:
    """There with words that were corrected since."""
    return _with_pieces(Departure.objects.filter(is_behind=True, state="there").order_by("-id"))


def waiting_count(most: int = 100) -> int:
    """How many wait for a person, counted up to a hundred."""
    found = Departure.objects.filter(state__in=FOR_A_PERSON).values("pk")[:most]
    astray = Departure.objects.filter(is_behind=True, state="there").values("pk")[:most]
    return len(found) + len(astray)


def one_departure(departure_id: int) -> Departure | None:
    found = Departure.objects.select_related("version__piece__author", "version__channel")
    return found.filter(pk=departure_id).first()


def parts_of(departure: Departure) -> list[Part]:
    return list(departure.parts.select_related("delivery__channel", "change"))


def departures_of(piece: Piece) -> dict[int, list[Departure]]:
    """By version, the newest first, with their parts and deliveries."""
    parts = Prefetch("parts", Part.objects.select_related("delivery__channel", "change"))
    found: dict[int, list[Departure]] = {}
    for departure in Departure.objects.filter(version__piece=piece).prefetch_related(parts):
        found.setdefault(departure.version_id, []).append(departure)
    return found


def versions_of(piece: Piece) -> list[Version]:
    """All of them, those that were taken back as well: some of it may still be there."""
    return list(piece.versions.select_related("channel").order_by("id"))


def held_by(deliveries: Sequence[Delivery]) -> dict[int, list[str]]:
    """Why each is held back, in words."""
    found: dict[int, list[str]] = {}
    for hold in Hold.objects.filter(delivery__in=[one.pk for one in deliveries], lifted_at=None):
        found.setdefault(hold.delivery_id, []).append(hold.reason)
    return found


def untold(piece_id: int) -> list[Departure]:
    """What asks for whoever wrote it and was not told yet."""
    wanted = Q(state__in=("halted", "late", "refused", "left")) | Q(is_behind=True)
    found = Departure.objects.select_for_update(of=("self",)).filter(wanted, version__piece_id=piece_id, told_at=None)
    return list(found.select_related("version__piece__author__user", "version__channel"))


def readable_departures(ids: Sequence[int]) -> set[int]:
    return set(Departure.objects.filter(pk__in=ids).values_list("pk", flat=True))


def latest(version: Version) -> Departure | None:
    return version.departures.first()


def for_a_person(limit: int) -> list[Departure]:
    """What waits for somebody, the oldest moment first."""
    found = Departure.objects.filter(state__in=FOR_A_PERSON).order_by("planned_at", "id")[:limit]
    rows = list(found.select_related("version__piece", "version__channel"))
    return rows + behind()[: limit - len(rows)]
