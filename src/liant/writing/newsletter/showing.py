"""An issue shown on a page: as anyone may read it, or as one reader will. The letter is a document of its own, with styles of
its own, which nothing around it shares: it may run nothing and fetch nothing but its pictures."""

from collections.abc import Mapping
from html import escape
from typing import Any

from django.urls import reverse

from liant.kit.variables import called, left_in
from liant.tenancy.models import Organisation
from liant.writing.models import PieceMedium
from liant.writing.newsletter import moves, rendering, tokens
from liant.writing.newsletter.models import Issue, Subscriber
from liant.writing.newsletter.rendering import OURS
from liant.writing.newsletter.rules import fill, missing, values_of

LETTER_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
}


def as_anyone_reads(issue: Issue, house: Organisation, page: str, here: str) -> str:
    """With its fall-backs, and nothing where there are none."""
    frozen = issue.frozen or as_kept(issue)
    values = values_of(Subscriber(), house.name, issue.newsletter.name, issue.fallbacks)
    urls = {"leave_url": page, "choose_url": page, "read_url": here}
    empty = dict.fromkeys(map(called, missing(frozen["fields"], {**values, **urls})), "")
    return fill(frozen["html"], {name: escape(value) for name, value in {**empty, **values, **urls}.items()})


def as_kept(issue: Issue) -> dict[str, Any]:
    """As it stands, with the pictures that a trial has kept."""
    return moves.as_frozen(rendering.compose(issue, moves.public_picture(issue)), issue.version.edition)


def for_reader(issue: Issue, reader: Subscriber, house: Organisation, slug: str) -> dict[str, Any]:
    """What this reader will see: subject, HTML, text, and the fields that nothing fills, which are left as they stand."""
    frozen: Mapping[str, Any] = issue.frozen or moves.as_frozen(
        rendering.compose(issue, lambda medium: inside(slug, medium)), issue.version.edition
    )
    values = values_of(reader, house.name, issue.newsletter.name, issue.fallbacks)
    urls = dict.fromkeys(OURS, tokens.address(tokens.READ, issue.organisation_id, issue.pk))
    told: dict[str, Any] = {**values, **urls}
    text = fill(frozen["text"], told)
    return {
        "subject": fill(frozen["subject"], told),
        "html": fill(frozen["html"], {name: escape(value) for name, value in told.items()}),
        "text": text,
        "missing": missing([name for name in frozen["fields"] if called(name) not in OURS], values),
        "left": left_in(text),
    }


def inside(slug: str, medium: PieceMedium) -> str:
    return reverse("writing:medium-file", args=[slug, medium.piece_id, medium.pk])
