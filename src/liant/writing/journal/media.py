"""Pictures, recordings and files given to everyone, whole or in parts (a player asks for the part it needs)."""

import hashlib
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from liant.web.kept import kept
from liant.writing.journal import queries
from liant.writing.journal.answering import MEDIUM_AGE, asked_range
from liant.writing.journal.models import Journal
from liant.writing.journal.site import Site
from liant.writing.models import PieceMedium

PLAYED = ("audio/", "video/")
FOREIGN = "cross-origin"  # a feed reader shows them on pages of its own


def answered(request: HttpRequest, medium: PieceMedium) -> HttpResponse:
    picture = queries.picture_of(medium) if medium.is_picture else None
    if picture is not None and picture.content is not None:
        response = kept(request, bytes(picture.content), picture.media_type,
                        changed_at=picture.made_at, age=MEDIUM_AGE)  # fmt: skip
    else:
        response = in_parts(request, medium)
    response.headers["Cross-Origin-Resource-Policy"] = FOREIGN
    return response


def of_journal(request: HttpRequest, journal: Journal, content: bytes) -> HttpResponse:
    response = kept(request, content, journal.picture_type, changed_at=journal.changed_at, age=MEDIUM_AGE)
    response.headers["Cross-Origin-Resource-Policy"] = FOREIGN
    return response


def in_parts(request: HttpRequest, medium: PieceMedium) -> HttpResponse:
    """RFC 9110: one range, as players ask for it; several at once are answered with the whole."""
    size = medium.size_bytes
    etag = f'"{hashlib.sha256(f"{medium.pk}:{medium.added_at.isoformat()}:{size}".encode()).hexdigest()[:32]}"'
    is_old = request.headers.get("If-Range", etag) != etag
    part = None if is_old else asked_range(request, size)
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    elif part is not None and part[0] > part[1]:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        first, last = part or (0, size - 1)
        content = b"" if request.method == "HEAD" else queries.bytes_of(medium, first, last - first + 1)
        response = HttpResponse(content, status=206 if part else 200, content_type=type_of(medium))
        response.headers["Content-Length"] = str(last - first + 1)
        if part:
            response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={MEDIUM_AGE}"
    if not medium.media_type.startswith(PLAYED):
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(medium.name)}"
    return response


def type_of(medium: PieceMedium) -> str:
    """What is not played is handed over as a file: nothing of it runs here."""
    return medium.media_type if medium.media_type.startswith(PLAYED) else "application/octet-stream"


def beside(request: HttpRequest, here: Site, content: bytes, media_type: str) -> HttpResponse:
    """Chapters and transcripts: players read them from pages of their own."""
    response = kept(request, content, media_type, changed_at=queries.changed_at(here), age=MEDIUM_AGE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = FOREIGN
    return response
