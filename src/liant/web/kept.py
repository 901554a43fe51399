"""Answers that others may keep: each says what it is like now, and that nothing changed to whoever asks so."""

import hashlib
from datetime import datetime
from email.utils import formatdate

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def kept(request: HttpRequest, content: bytes, media_type: str, *, changed_at: datetime, age: int,
         status: int = 200) -> HttpResponse:  # fmt: skip
    """What stays the same until it changes; 304 to whoever has it already."""
    response = HttpResponse(content, status=status, content_type=media_type)
    response.headers["Cache-Control"] = f"public, max-age={age}" if status == 200 else "no-cache"
    if status != 200:
        return response
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = formatdate(changed_at.timestamp(), usegmt=True)
    found = get_conditional_response(request, etag, int(changed_at.timestamp()), response)
    return found if found is not None else response
