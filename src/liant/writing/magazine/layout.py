"""An issue as the press wants it: one JSON document and the files that it names."""

import io
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from liant.deliveries.pictures import CannotFit, CannotRead, Picture, written_anew
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.web.typography import french_spacing
from liant.writing.magazine import queries
from liant.writing.magazine.models import Entry, Issue
from liant.writing.magazine.setting import Json, blocks_of, with_beginning, with_between
from liant.writing.models import PieceMedium, Version
from liant.writing.offers import home_address

SHEETS = {"a4": (210, 169), "a5": (148, 118)}  # the width of the paper, and of the words, in millimetres
LARGE, SMALL = 300, 200  # dots an inch: what a picture is wanted with, and below which it is said
MOST_PICTURE_BYTES = 12_000_000


@dataclass
class LaidOut:
    """`notes`: [[code, {values}], …], what whoever prints should know; see `pages.note_in_words`."""

    doc: Json = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[list[Any]] = field(default_factory=list)


def lay_out(issue: Issue) -> LaidOut:
    """Within the organisation, in the language of the issue."""
    with translation.override(issue.language):
        return _Layout(issue).laid_out()


class _Layout:
    def __init__(self, issue: Issue):
        self.issue, self.house, self.told = issue, Organisation.objects.get(), LaidOut()
        self.paper_mm, self.words_mm = SHEETS[issue.size]
        self.credits: list[str] = []

    def laid_out(self) -> LaidOut:
        issue = self.issue
        today = clock.now().astimezone(ZoneInfo(self.house.time_zone)).date()
        cover = self.plate(issue.cover, self.paper_mm, credit=issue.cover_credit) if issue.cover else None
        articles = [one for entry in queries.entries_of(issue) if (one := self.article(entry))]
        self.told.doc = {
            "lang": issue.language, "size": issue.size, "has_marks": issue.has_marks, "house": self.house.name,
            "title": issue.title, "name": str(issue), "number": issue.number, "dated": issue.dated,
            "tagline": self.spaced(issue.tagline), "opening_words": self.spaced(issue.opening_words),
            "publisher": issue.publisher or self.house.name, "day": [today.year, today.month, today.day],
            "cover": cover, "articles": articles, "imprint": self.imprint(date_format(today, "j F Y")),
            "words": {
                "contents": _("Contents"), "imprint": _("Who made this issue"), "online": _("To read and to share"),
                "qr": _("A code that leads to this page"),
                "colophon": _("Set in Literata and in Liant Sans, which is cut from Source Sans 3."),
            },
        }  # fmt: skip
        return self.told

    def article(self, entry: Entry) -> Json | None:
        """None, and a note, where no agreed words are left to print."""
        version = queries.version_to_print(entry.piece, self.issue.language)
        if version is None:
            self.note("no_words", title=entry.piece.title)
            return None
        plates = self.plates(entry)
        inside = self.pictures_inside(entry, version)
        text = "\n\n".join([version.body, *version.thread])
        blocks = blocks_of(text, version.language, inside)
        address = home_address(entry.piece, version.language)
        return {
            "lang": version.language, "title": self.spaced(version.title or entry.piece.title),
            "eyebrow": entry.piece.topic.name if entry.piece.topic else "", "lead": self.spaced(entry.lead),
            "signature": self.spaced(entry.signature), "columns": self.issue.columns,
            "opening": plates[0] if plates else None,
            "blocks": with_between(with_beginning(blocks), self.spaced(entry.quote), [{"t": "picture", **one} for one in plates[1:]]),
            "source": self.source(entry), "address": address, "shown_address": shown(address), "qr": self.code(address),
        }  # fmt: skip

    def source(self, entry: Entry) -> str:
        piece = entry.piece
        return " ".join(part for part in (piece.source_name, piece.source_url) if part) if piece.is_third_party else ""

    def plates(self, entry: Entry) -> list[Json]:
        """Those that were chosen, in their order; the first is as wide as the page."""
        known = {medium.pk: medium for medium in queries.pictures_of(entry.piece)}
        told: list[Json] = []
        for chosen in entry.pictures:
            if medium := known.get(chosen["medium_id"]):
                width = self.words_mm if not told else self.column_mm()
                plate = self.plate(medium, width, chosen.get("caption", ""), chosen.get("credit", ""))
                told += [plate] if plate else []
        return told

    def pictures_inside(self, entry: Entry, version: Version) -> dict[str, Json]:
        """Pictures of the piece that its own words show, by the addresses in which they may be written."""
        chosen = {one["medium_id"] for one in entry.pictures}
        found: dict[str, Json] = {}
        for medium in queries.pictures_of(entry.piece):
            is_within = medium.pk not in chosen and f"]({medium.name})" in version.body
            if is_within and (plate := self.plate(medium, self.column_mm())):
                found[medium.name] = plate
        return found

    def column_mm(self) -> float:
        return self.words_mm / self.issue.columns

    def plate(self, medium: PieceMedium | None, wide_mm: float, caption: str = "", credit: str = "") -> Json | None:
        """The picture as a file of its own: turned the right way up, without what it tells of its place and hour."""
        if medium is None or medium.content is None:
            return None
        try:
            written = written_anew(bytes(medium.content), ("image/jpeg", "image/png"), MOST_PICTURE_BYTES)
        except (CannotRead, CannotFit):
            self.note("unreadable", name=medium.name)
            return None
        dots = written.width / (wide_mm / 25.4)
        if dots < SMALL:
            self.note("coarse", name=medium.name, dots=round(dots), wanted=LARGE)
        name = f"picture-{medium.pk}.{'png' if written.media_type == 'image/png' else 'jpg'}"
        self.told.files[name] = written.content
        if credit and credit not in self.credits:
            self.credits.append(credit)
        return {"file": name, "alt": medium.description or medium.name, "caption": self.spaced(caption), "credit": credit,
                "width": share_of_column(written)}  # fmt: skip

    def code(self, address: str) -> str:
        """A QR code, drawn as lines so that it prints at any size."""
        if not address:
            return ""
        import segno  # late: few pages need it

        told = io.BytesIO()
        image = segno.make(address, error="m")
        image.save(told, kind="svg", border=0, xmldecl=False)
        name = f"code-{len(self.told.files)}.svg"
        self.told.files[name] = told.getvalue()
        return name

    def imprint(self, today: str) -> list[list[str]]:
        issue = self.issue
        if not (issue.publisher and issue.director and issue.printer):
            self.note("imprint")
        rows = [
            (_("Publisher"), "\n".join(part for part in (issue.publisher or self.house.name, issue.address) if part)),
            (_("Director of publication"), issue.director),
            (_("To write to us"), issue.contact),
            (_("Printer"), issue.printer),
            (_("Pictures"), ", ".join(self.credits)),
            (_("Made on"), today),
            (_("By law"), issue.legal),
        ]
        return [[str(name), self.spaced(words)] for name, words in rows if words]

    def spaced(self, words: str) -> str:
        return french_spacing(words) if self.issue.language == "fr" else words

    def note(self, code: str, **values: Any) -> None:
        if [code, values] not in self.told.notes:
            self.told.notes.append([code, values])


def share_of_column(picture: Picture) -> int:
    """How much of a column's width a picture takes, in per cent: one that is tall would leave the page."""
    return max(10, min(100, round(90 * picture.width / picture.height)))


def shown(address: str) -> str:
    return address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
