"""The poster set by the press, for a sheet of A4. One at a time in each process: the press takes memory."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liant.kit import press
from liant.kit.press import CannotSet, Order, Wanted
from liant.web.codes import drawn
from liant.web.typography import PRINT_FONTS

LAYOUT = Path(__file__).parent / "templates/poster/sheet.typ"
MOST_SECONDS = 20  # whoever asked waits for it
_one_at_a_time = threading.Lock()


def set_sheet(sheet: Mapping[str, Any]) -> bytes:
    """The PDF of `pages.sheet_of`. Raises CannotSet; its code "busy" where another is being set."""
    if not _one_at_a_time.acquire(timeout=MOST_SECONDS):
        raise CannotSet("busy", "The press is busy.")
    try:
        wanted = [Wanted("poster.pdf", standards=press.TO_READ)]
        files = {"code.svg": drawn(sheet["address"], border=0)}
        return press.set_pages(Order(LAYOUT, sheet, wanted, PRINT_FONTS, files, MOST_SECONDS))["poster.pdf"]
    finally:
        _one_at_a_time.release()
