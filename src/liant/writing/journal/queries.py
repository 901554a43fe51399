import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import BinaryField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import override

from liant.channels.door.queries import address_of, door_of
from liant.channels.models import Channel
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.models import Organisation
from liant.writing.journal.models import (
    Journal,
    Moderated,
    PageMention,
    PreparedPicture,
    ReaderComment,
    Recording,
    SentMention,
)
from liant.writing.journal.rules import RULES
from liant.writing.journal.site import Site
from liant.writing.models import Piece, PieceMedium, Revision, Topic, Version
from liant.writing.networks import JOURNAL

PAGE, MOST_TOPICS, MOST_FOUND = 12, 40, 20
IN_FEED, IN_PODCAST = 30, 300
MOST_VOICES, FEW = 300, 20
FIRST_TOLD_WITHIN = timedelta(minutes=1)
PAGE_OF_PIECE = re.compile(r"^([-\w]+)/?(?:[a-z]{2,3}(?:-[A-Za-z]{2,4})?/?)?$")


def the_journal() -> Journal | None:
    """Its picture is left in the database."""
    return Journal.objects.select_related("organisation").defer("picture").first()


def is_telling(piece_id: int) -> bool:
    """Whether a page that this piece links to, or the hub of the feeds, waits to be told for the first time. Past a minute
    nobody waits for them any longer."""
    since = clock.now() - FIRST_TOLD_WITHIN
    waiting = SentMention.objects.filter(version__piece_id=piece_id, state=SentMention.State.WAITING, attempts=0)
    untold = Q(hub_told_at=None) | Q(hub_told_at__lt=F("hub_asked_at"))
    return (
        waiting.filter(asked_at__gt=since).exists() or Journal.objects.filter(untold, hub_asked_at__gt=since).exists()
    )


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


def shown_comments(piece: Piece, limit: int = MOST_VOICES) -> list[ReaderComment]:
    return list(ReaderComment.objects.filter(piece=piece, state=Moderated.SHOWN).order_by("at", "id")[:limit])


def newest_comments(piece: Piece | None = None, limit: int = IN_FEED) -> list[ReaderComment]:
    """Those that can be read, under pieces that can be read."""
    read = Version.objects.filter(piece=OuterRef("piece"), network=JOURNAL, state="published")
    found = ReaderComment.objects.filter(Exists(read), state=Moderated.SHOWN).select_related("piece", "parent")
    found = found.filter(piece=piece) if piece else found
    return list(found.filter(Q(parent=None) | Q(parent__state=Moderated.SHOWN)).order_by("-at", "-id")[:limit])


def shown_mentions(piece: Piece, limit: int = MOST_VOICES) -> list[PageMention]:
    """Those that still stand at their source."""
    found = PageMention.objects.filter(piece=piece, state=Moderated.SHOWN, item__withdrawn_at=None)
    return list(found.select_related("item").order_by("at", "id")[:limit])


def waiting_comments(limit: int = MOST_VOICES) -> list[ReaderComment]:
    found = ReaderComment.objects.filter(state=Moderated.WAITING).select_related("piece", "parent")
    return list(found.order_by("at", "id")[:limit])


def waiting_mentions(limit: int = MOST_VOICES) -> list[PageMention]:
    found = PageMention.objects.filter(state=Moderated.WAITING, item__withdrawn_at=None)
    return list(found.select_related("piece", "item").order_by("at", "id")[:limit])


def decided_comments(limit: int = FEW) -> list[ReaderComment]:
    """What was decided last, so that it can be decided otherwise."""
    found = ReaderComment.objects.filter(member=None).exclude(state__in=[Moderated.WAITING, Moderated.WITHDRAWN])
    return list(found.select_related("piece", "decided_by").order_by("-at", "-id")[:limit])


def decided_mentions(limit: int = FEW) -> list[PageMention]:
    found = PageMention.objects.exclude(state=Moderated.WAITING).filter(item__withdrawn_at=None)
    return list(found.select_related("piece", "item").order_by("-at", "-id")[:limit])


def waiting_count(most: int = 99) -> int:
    """Counted up to a hundred."""
    comments = len(ReaderComment.objects.filter(state=Moderated.WAITING).values_list("pk", flat=True)[: most + 1])
    mentions = PageMention.objects.filter(state=Moderated.WAITING, item__withdrawn_at=None)
    return min(comments + len(mentions.values_list("pk", flat=True)[: most + 1]), most)


def one_comment(comment_id: int) -> ReaderComment | None:
    return ReaderComment.objects.select_related("piece", "parent", "decided_by").filter(pk=comment_id).first()


def comment_of_token(token: str) -> ReaderComment | None:
    return ReaderComment.objects.select_related("piece").filter(token_hash=hash_token(token)).first()


def parent_for(piece: Piece, comment_id: int | None) -> ReaderComment | None:
    """What an answer answers: something that is shown under the same piece."""
    return (
        ReaderComment.objects.select_related("parent").filter(piece=piece, pk=comment_id, state=Moderated.SHOWN).first()
        if comment_id
        else None
    )


def one_mention(mention_id: int) -> PageMention | None:
    return PageMention.objects.select_related("piece", "item").filter(pk=mention_id).first()


def sent_mentions(piece: Piece | None = None, limit: int = PAGE) -> list[SentMention]:
    """Whom we told, the newest first."""
    found = SentMention.objects.select_related("version__piece")
    return list((found.filter(version__piece=piece) if piece else found).order_by("-asked_at", "-id")[:limit])


def endpoint_of(root: str) -> str:
    """Where other sites tell that they speak of a page below this address; "" where no channel takes it."""
    for channel in Channel.objects.filter(state="well"):
        takes = getattr(channel.connector, "takes_mentions_of", None)
        if takes and takes(channel.settings, root) and (door := door_of(channel)):
            return address_of(door)
    return ""


def rules_of(journal: Journal, language: str) -> list[str]:
    """By which comments are shown or refused, one a line: those of the house, else those it begins with."""
    own = [line.strip() for line in journal.text("rules", language).splitlines() if line.strip()]
    with override(language):
        return own or [str(one) for one in RULES]


def medium_of_recording(medium_id: int) -> PieceMedium | None:
    """Something that is heard or watched, of any piece."""
    played = Q(media_type__startswith="audio/") | Q(media_type__startswith="video/")
    return PieceMedium.objects.filter(played, pk=medium_id).select_related("piece").defer("content").first()


def recordings_with(piece: Piece) -> list[tuple[PieceMedium, Recording | None]]:
    """What is heard or watched of a piece, with what was said of each."""
    played = Q(media_type__startswith="audio/") | Q(media_type__startswith="video/")
    told = {one.medium_id: one for one in recordings_of([piece.pk])}
    return [(one, told.get(one.pk)) for one in piece.media.filter(played).defer("content")]


def piece_at(address: str) -> Piece | None:
    """The piece of a page of the journal, by its address; None for other pages."""
    here = site()
    if here is None:
        return None
    bare = address.partition("#")[0].partition("?")[0]
    for root in (here.root, settings.BASE_URL + here.root_path):
        match = PAGE_OF_PIECE.match(bare.removeprefix(root)) if bare.startswith(root) else None
        if match:
            return piece_named(match[1])
    return None


def comments_brought(pieces: Collection[int], from_at: datetime, to_at: datetime) -> dict[int, int]:
    """How many comments of readers that were shown each piece had between two moments; answers of the house are none."""
    found = ReaderComment.objects.filter(
        piece__in=pieces, state=Moderated.SHOWN, member=None, at__gte=from_at, at__lt=to_at
    )
    return dict(found.order_by().values("piece").annotate(number=Count("pk")).values_list("piece", "number"))


def kept_comments() -> Iterator[ReaderComment]:
    """All that were shown, for the archive."""
    found = ReaderComment.objects.filter(state=Moderated.SHOWN).select_related("piece")
    return found.order_by("at", "id").iterator()
