from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import BinaryField, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value

from liant.tenancy.models import Organisation
from liant.writing.journal.models import Journal, PreparedPicture, Recording
from liant.writing.journal.site import Site
from liant.writing.models import Piece, PieceMedium, Revision, Topic, Version
from liant.writing.networks import JOURNAL

PAGE, MOST_TOPICS, MOST_FOUND = 12, 40, 20
IN_FEED, IN_PODCAST = 30, 300


def the_journal() -> Journal | None:
    """Its picture is left in the database."""
    return Journal.objects.select_related("organisation").defer("picture").first()


def journal_or_new() -> Journal:
    """As it would be if it were opened now."""
    house = Organisation.objects.get()
    return the_journal() or Journal(organisation=house, languages=[house.language])


def site(language: str = "") -> Site | None:
    """What everyone may read; None while the journal is closed."""
    journal = the_journal()
    if journal is None or not journal.is_open:
        return None
    return Site(journal.organisation, journal, language or journal.main_language)


def published() -> QuerySet[Version]:
    """Versions that are to be read in the journal, the newest first; `corrected_at` since they were published."""
    revisions = Revision.objects.filter(version=OuterRef("pk"), at__gt=OuterRef("published_at")).order_by("-number")
    return (
        Version.objects.filter(network=JOURNAL, state="published")
        .select_related("piece", "piece__topic", "piece__author")
        .annotate(corrected_at=Subquery(revisions.values("at")[:1]))
        .order_by("-published_at", "-id")
    )


def speaking(journal: Journal, language: str) -> Q:
    """What belongs into the lists of this language. Those of the first also hold what has no list of its own."""
    others = [one for one in journal.languages if one != journal.main_language]
    return ~Q(language__in=others) if language == journal.main_language else Q(language=language)


def listed(here: Site, *, topic: Topic | None = None, before: tuple[datetime, int] | None = None,
           limit: int = PAGE + 1) -> list[Version]:  # fmt: skip
    found = published().filter(speaking(here.journal, here.language))
    if topic is not None:
        found = found.filter(piece__topic=topic)
    if before:
        at, version_id = before
        found = found.filter(published_at__lte=at).exclude(published_at=at, id__gte=version_id)
    return list(found[:limit])


def found_by(here: Site, words: Sequence[str], limit: int = MOST_FOUND) -> list[Version]:
    """Those that hold all the words, in their title or text."""
    found = published().filter(speaking(here.journal, here.language))
    for word in words:
        found = found.filter(Q(title__icontains=word) | Q(body__icontains=word) | Q(piece__title__icontains=word))
    return list(found[:limit]) if words else []


def topics(here: Site) -> list[Topic]:
    """Those of which something can be read."""
    read = Version.objects.filter(
        speaking(here.journal, here.language), network=JOURNAL, state="published", piece__topic=OuterRef("pk")
    )
    return list(Topic.objects.filter(Exists(read))[:MOST_TOPICS])


def piece_named(slug: str) -> Piece | None:
    return Piece.objects.filter(slug=slug).first()


def versions_of(piece: Piece) -> list[Version]:
    """Those that can be read, in all languages."""
    return list(published().filter(piece=piece).order_by("id"))


def gone_languages(piece: Piece) -> set[str]:
    """Languages in which it could be read once, and cannot any more."""
    found = Version.objects.filter(piece=piece, network=JOURNAL, published_at__isnull=False).exclude(state="published")
    return set(found.values_list("language", flat=True))


def media_of(pieces: Collection[int]) -> list[PieceMedium]:
    """Without their bytes."""
    return list(PieceMedium.objects.filter(piece__in=pieces).defer("content").order_by("piece", "place", "id"))


def pictures_of(pieces: Collection[int]) -> list[PreparedPicture]:
    """Without their bytes."""
    return list(PreparedPicture.objects.filter(medium__piece__in=pieces).defer("content"))


def recordings_of(pieces: Collection[int]) -> list[Recording]:
    return list(Recording.objects.filter(medium__piece__in=pieces))


def recording_of(medium: PieceMedium) -> Recording | None:
    return Recording.objects.filter(medium=medium).first()


def heard(here: Site, limit: int) -> list[Version]:
    """Those with something to hear or to watch."""
    media = PieceMedium.objects.filter(
        Q(media_type__startswith="audio/") | Q(media_type__startswith="video/"),
        piece=OuterRef("piece"),
        size_bytes__gt=0,
    )
    found = published().filter(speaking(here.journal, here.language)).filter(Exists(media))
    return list(found[:limit])


def unprepared(piece: Piece) -> list[PieceMedium]:
    """Pictures with their bytes that were not written anew yet."""
    done = PreparedPicture.objects.filter(medium=OuterRef("pk"))
    pictures = piece.media.filter(~Exists(done), content__isnull=False, media_type__startswith="image/")
    return list(pictures.order_by("id"))


def shown_medium(medium_id: int) -> PieceMedium | None:
    """Of a piece that can be read, without its bytes."""
    read = Version.objects.filter(piece=OuterRef("piece"), network=JOURNAL, state="published")
    return PieceMedium.objects.filter(Exists(read), id=medium_id).defer("content").first()


def was_shown(medium_id: int) -> bool:
    once = Version.objects.filter(piece=OuterRef("piece"), network=JOURNAL, published_at__isnull=False)
    return PieceMedium.objects.filter(Exists(once), id=medium_id).exists()


def picture_of(medium: PieceMedium) -> PreparedPicture | None:
    return PreparedPicture.objects.filter(medium=medium).first()


def changed_at(here: Site) -> datetime:
    """When something that the journal shows last changed: told by the journal itself, or by a piece."""
    newest = Piece.objects.order_by("-changed_at", "-id").values_list("changed_at", flat=True).first()
    return max(filter(None, [here.journal.changed_at, newest]))


def picture_bytes() -> bytes | None:
    """Of the journal itself."""
    found = Journal.objects.values_list("picture", flat=True).first()
    return bytes(found) if found else None


def bytes_of(medium: PieceMedium, first: int, length: int) -> bytes:
    """A part of a recording or a file, read as such: the rest stays in the database."""
    part = Func("content", Value(first + 1), Value(length), function="substring", output_field=BinaryField())
    found = PieceMedium.objects.filter(pk=medium.pk).values_list(part, flat=True).first()
    return bytes(found or b"")
