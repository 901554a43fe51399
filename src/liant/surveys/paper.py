"""A report set by the press, to be kept and handed on. One at a time in each process: the press takes memory."""

import threading
from pathlib import Path
from typing import Any

from liant.kit import press
from liant.kit.press import CannotSet, Order, Wanted
from liant.web.typography import PRINT_FONTS

LAYOUT = Path(__file__).parent / "templates/surveys/report.typ"
MOST_SECONDS = 20  # whoever asked waits for it
_one_at_a_time = threading.Lock()


def set_report(report: dict[str, Any]) -> bytes:
    """The PDF: to keep (PDF/A), and to be read aloud (PDF/UA). Raises CannotSet; its code "busy" where another is being set."""
    if not _one_at_a_time.acquire(timeout=MOST_SECONDS):
        raise CannotSet("busy", "The press is busy.")
    try:
        wanted = [Wanted("report.pdf", standards=press.TO_READ)]
        return press.set_pages(Order(LAYOUT, report, wanted, PRINT_FONTS, most_seconds=MOST_SECONDS))["report.pdf"]
    finally:
        _one_at_a_time.release()
