"""Files that a spreadsheet opens. What people wrote stays text there: it is never taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(head)
    out.writerows([safe(one) if isinstance(one, str) else one for one in row] for row in rows)
    return written.getvalue()


def safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
