"""An issue set by the press: for the printer, for a screen, and a small picture of each page."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from liant.kit import press
from liant.kit.press import CannotSet, Order, Wanted
from liant.web.typography import PRINT_FONTS
from liant.writing.magazine.layout import LaidOut

LAYOUT = Path(__file__).parent / "templates/magazine/issue.typ"
MOST_SECONDS = press.MOST_SECONDS
MOST_BYTES = 200_000_000
BLEED_MM, PREVIEW_PPI = 3, 64


@dataclass(frozen=True)
class Made:
    print_pdf: bytes
    screen_pdf: bytes
    proofs: list[bytes]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.print_pdf).hexdigest()


def set_issue(laid_out: LaidOut) -> Made:
    """Outside of any transaction: it takes seconds. Raises CannotSet."""
    bleed = BLEED_MM if laid_out.doc["has_marks"] else 0
    wanted = [
        Wanted("print.pdf", "print", bleed_mm=bleed),
        Wanted("screen.pdf", standards=press.TO_READ),
        Wanted("page", ppi=PREVIEW_PPI),
    ]
    found = press.set_pages(Order(LAYOUT, laid_out.doc, wanted, PRINT_FONTS, laid_out.files, MOST_SECONDS))
    proofs = [picture for name, picture in sorted(found.items()) if name.endswith(".png")]
    made = Made(found["print.pdf"], found["screen.pdf"], proofs)
    if len(made.print_pdf) + len(made.screen_pdf) > MOST_BYTES:
        raise CannotSet("heavy", "The issue is too heavy: leave out some pictures.")
    return made
