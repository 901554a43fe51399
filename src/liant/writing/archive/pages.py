"""What the pages of the archive show, gathered; and the file itself, read as it leaves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse

from liant.writing.archive import queries
from liant.writing.archive.models import Archive
from liant.writing.archive.packing import CHUNK, place_of
from liant.writing.pages import room_tabs


def home_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "tabs": room_tabs(request, "archive:home"),
        "archives": queries.archives(),
        "is_being_made": queries.is_being_made(),
    }


def stakes_page(request: HttpRequest) -> dict[str, Any]:
    stakes = queries.stakes()
    counted = {one.channel_id for one in stakes}
    return {
        "tabs": room_tabs(request, "archive:home"),
        "stakes": stakes,
        "uncounted": [one for one in queries.channels_at_stake() if one.pk not in counted],
    }


def file_of(request: HttpRequest, archive: Archive) -> HttpResponseBase:
    """The file under a name that says whose it is and of which day. 404 when the disk has lost it."""
    place = place_of(archive.organisation_id, archive.pk)
    if not place.exists():
        raise Http404
    day = archive.made_at.date().isoformat() if archive.made_at else ""
    name = f"{request.organisation.slug}-{day}.zip"  # type: ignore[attr-defined]
    answer: HttpResponseBase
    if isinstance(request, ASGIRequest):  # a plain file would be read whole into memory there
        answer = StreamingHttpResponse(read(place), content_type="application/zip")
        answer.headers["Content-Length"] = str(place.stat().st_size)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        answer = FileResponse(place.open("rb"), as_attachment=True, filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


async def read(place: Path) -> AsyncIterator[bytes]:
    with await asyncio.to_thread(place.open, "rb") as source:
        while chunk := await asyncio.to_thread(source.read, CHUNK):
            yield chunk
