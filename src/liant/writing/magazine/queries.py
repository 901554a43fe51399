from collections.abc import Sequence

from liant.writing.magazine.models import Entry, Issue, Proof, Sheet
from liant.writing.models import Piece, PieceMedium, Version
from liant.writing.networks import JOURNAL, LETTER

AGREED = ("approved", "scheduled", "published")
FIT_FOR_PRINT = (JOURNAL, LETTER)
CHOICE = 60


def issues(limit: int = 60) -> list[Issue]:
    return list(Issue.objects.all()[:limit])


def one_issue(issue_id: int) -> Issue | None:
    return Issue.objects.select_related("cover").defer("cover__content").filter(pk=issue_id).first()


def latest_issue() -> Issue | None:
    return Issue.objects.first()


def entries_of(issue: Issue) -> list[Entry]:
    return list(issue.entries.select_related("piece", "piece__topic"))


def one_entry(issue_id: int, entry_id: int) -> Entry | None:
    return Entry.objects.select_related("piece", "issue").filter(pk=entry_id, issue_id=issue_id).first()


def pieces_to_choose(issue: Issue) -> list[Piece]:
    """Agreed to and not in it yet, the newest first."""
    found = Piece.objects.filter(state__in=AGREED).exclude(pk__in=issue.entries.values("piece_id"))
    return list(found.select_related("topic").order_by("-changed_at", "-id")[:CHOICE])


def version_to_print(piece: Piece, language: str) -> Version | None:
    """Agreed words: those of the journal in the language of the issue; else in its other language, of the letter, or the
    longest there are."""
    found = list(piece.versions.filter(state__in=AGREED).exclude(body=""))

    def rank(one: Version) -> tuple[bool, int, int]:
        known = FIT_FOR_PRINT.index(one.network) if one.network in FIT_FOR_PRINT else len(FIT_FOR_PRINT)
        return one.language != language, known, -len(one.body)

    return min(found, key=rank, default=None)


def pictures_of(piece: Piece) -> list[PieceMedium]:
    """With their bytes: those that can be printed."""
    return [one for one in piece.media.all() if one.is_shown_here]


def pictures_to_choose(piece: Piece) -> list[PieceMedium]:
    return [one for one in piece.media.defer("content") if one.is_shown_here]


def covers_to_choose(issue: Issue) -> list[PieceMedium]:
    """The pictures of the pieces that are in it."""
    pieces = issue.entries.values("piece_id")
    found = PieceMedium.objects.filter(piece_id__in=pieces).defer("content").order_by("piece_id", "place", "id")
    return [one for one in found if one.is_shown_here]


def sheet_of(issue: Issue) -> Sheet | None:
    """Without its files."""
    return Sheet.objects.defer("print_pdf", "screen_pdf").filter(issue=issue).first()


def file_of(issue_id: int, field: str) -> bytes | memoryview | None:
    """`field`: print_pdf or screen_pdf."""
    return Sheet.objects.filter(issue_id=issue_id).values_list(field, flat=True).first()


def proof_numbers(sheet: Sheet) -> Sequence[int]:
    return list(Proof.objects.filter(sheet=sheet).values_list("number", flat=True))


def one_proof(issue_id: int, number: int) -> bytes | memoryview | None:
    return Proof.objects.filter(sheet__issue_id=issue_id, number=number).values_list("picture", flat=True).first()
