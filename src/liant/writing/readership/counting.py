"""Readings counted in the memory of the web process and written together every few seconds: a page view costs a line in a
dictionary. What was counted since the last writing is lost when a process is killed, and nothing else; a stop that is asked
for writes first."""

import threading
from collections import Counter
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest

from liant.kit import clock, closing
from liant.kit.agents import machine
from liant.tenancy.context import current_organisation_id, tenant
from liant.writing.models import Piece
from liant.writing.readership.actions import Reading, write_down
from liant.writing.readership.origins import Kind, origin

QUARTER = 15 * 60  # no zone is nearer to another
MOST_WAITING = 20_000  # beyond it, sites are no longer told apart until the next writing

_waiting: Counter[tuple[int, Reading]] = Counter()
_lock = threading.Lock()
_writer: threading.Thread | None = None


def note(request: HttpRequest, piece: Piece | None, language: str) -> None:  # noqa: ARG001  read in whatever language
    """One reading. Whoever is signed in here is not counted, nor a browser that fetches ahead."""
    organisation_id = current_organisation_id()
    if organisation_id is None or is_left_out(request):
        return
    kind, host = of(request)
    with _lock:
        if len(_waiting) > MOST_WAITING:
            host = ""
        _waiting[organisation_id, Reading(piece.pk if piece else None, quarter(clock.now()), kind, host)] += 1
    if settings.READERSHIP_SECONDS:
        _start()
    else:
        write()


def is_left_out(request: HttpRequest) -> bool:
    asked = request.headers
    purpose = f"{asked.get('Sec-Purpose', '')} {asked.get('Purpose', '')} {asked.get('X-Moz', '')}"
    return "prefetch" in purpose or "prerender" in purpose or settings.SESSION_COOKIE_NAME in request.COOKIES


def of(request: HttpRequest) -> tuple[Kind, str]:
    if kind := machine(request.headers.get("User-Agent", "")[:400]):
        return Kind.MACHINE, kind
    own = {urlsplit(settings.BASE_URL).hostname or "", request.get_host().partition(":")[0]}
    return origin(request.headers.get("Referer", ""), own)


def quarter(moment: datetime) -> int:
    """The quarter of an hour, in seconds since 1970: enough to know the day anywhere."""
    return int(moment.timestamp()) // QUARTER * QUARTER


def write() -> None:
    """Everything that waits, by organisation. What cannot be written now waits for the next time."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    by_organisation: dict[int, dict[Reading, int]] = {}
    for (organisation_id, reading), count in taken.items():
        by_organisation.setdefault(organisation_id, {})[reading] = count
    for organisation_id, readings in by_organisation.items():
        try:
            with tenant(organisation_id):
                write_down(readings)
        except (DatabaseError, InterfaceError):
            with _lock:
                _waiting.update({(organisation_id, reading): count for reading, count in readings.items()})


def _start() -> None:
    """One thread for as long as something waits."""
    global _writer  # noqa: PLW0603  one for the whole process
    if _writer is not None and _writer.is_alive():
        return
    with _lock:
        if _writer is None:
            closing.at_the_end(write)
        if _writer is None or not _writer.is_alive():
            _writer = threading.Thread(target=_run, name="readership", daemon=True)
            _writer.start()


def _run() -> None:
    stop = threading.Event()
    quiet = 0
    while quiet < 2:  # a thread that ends between two readings is started by the next one
        stop.wait(settings.READERSHIP_SECONDS)
        quiet = 0 if _waiting else quiet + 1
        write()
        connection.close()
