"""Answers that others may keep: each says what it is like now, and that nothing changed to whoever asks so."""

import functools
import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.web.kept import kept
from liant.writing import offers
from liant.writing.journal import feeds, queries
from liant.writing.journal.public_pages import around
from liant.writing.journal.site import Site
from liant.writing.journal.visitors import STAMP, stamp_now
from liant.writing.models import Piece

PAGE_AGE, FEED_AGE, MEDIUM_AGE = 60, 300, 86_400
View = Callable[..., HttpResponse]
_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


def of_the_house(view: View) -> View:
    """Opens the house and its journal, in the language that the address names. While it is closed there is nothing; what is
    not in it is said on a page of its own, without the cookie of the other pages."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, slug: str, *args: Any, language: str = "", **kwargs: Any) -> HttpResponse:
        organisation_id = organisation_id_of(slug)
        if organisation_id is None:
            raise Http404
        with tenant(organisation_id):
            here = queries.site(language)
            if here is None:
                raise Http404
            with translation.override(here.language):
                try:
                    return view(request, here, *args, **kwargs)
                except Http404:
                    return missing(request, here)

    return wrapper


def missing(request: HttpRequest, here: Site) -> HttpResponse:
    journal = here.journal
    there = here if here.language in journal.languages else here.in_language(journal.main_language)
    with translation.override(there.language):
        return html(request, there, "journal/public/missing.html", around(there), status=404)


def html(request: HttpRequest, here: Site, template: str, context: dict[str, Any], *, status: int = 200,
         piece: Piece | None = None) -> HttpResponse:  # fmt: skip
    text = render_to_string(template, context)
    response = kept(request, text.encode(), "text/html; charset=utf-8",
                    changed_at=queries.changed_at(here), age=PAGE_AGE, status=status)  # fmt: skip
    response.headers["Content-Language"] = here.language
    if endpoint := context.get("endpoint"):
        response.headers["Link"] = f'<{endpoint}>; rel="webmention"'
    if response.status_code != 304 and STAMP in text:  # the moment is no part of what is kept
        response.content = text.replace(STAMP, stamp_now()).encode()
    if status == 200:
        tell(request, here, piece)
    return response


def feed(request: HttpRequest, here: Site, content: bytes, kind: str, address: str) -> HttpResponse:
    """Anyone may read it from a page of theirs; a hub is named where the journal has one."""
    response = kept(request, content, feeds.MEDIA_TYPES[kind], changed_at=queries.changed_at(here), age=FEED_AGE)
    hub = here.journal.hub_url
    links = [f'<{address}>; rel="self"', *([f'<{hub}>; rel="hub"'] if hub else [])]
    response.headers["Link"] = ", ".join(links)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    tell(request, here, None)
    return response


def tell(request: HttpRequest, here: Site, piece: Piece | None) -> None:
    """Whoever counts readings is told of this one."""
    if request.method == "GET":
        offers.tell_read(request, piece, here.language)


def asked_range(request: HttpRequest, size: int) -> tuple[int, int] | None:
    """(first, last) byte of what is asked for, or None for all of it; first > last where there is no such part."""
    match = _RANGE.match(request.headers.get("Range", "").strip())
    if match is None or not (match[1] or match[2]) or size == 0:
        return None
    if not match[1]:
        return (max(size - int(match[2]), 0), size - 1) if int(match[2]) else (1, 0)
    first, last = int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)
    if match[2] and int(match[2]) < first:
        return None  # not a range: it is ignored
    return (first, last) if first < size else (1, 0)
