"""Words of the public pages: dates in full, since a page may be kept for long; pictures with their size."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from liant.kit.words import date_in_words
from liant.writing.journal.bodies import Shown, drawn
from liant.writing.journal.rules import written_duration

register = template.Library()


@register.filter
def long_date(moment: datetime | None) -> str:
    """ "3 novembre 2026": never "yesterday"."""
    if moment is None:
        return ""
    there = timezone.localtime(moment)
    return date_in_words(there, there.replace(year=there.year + 1, day=1), get_language() or "en")


@register.filter
def lasting(seconds: int) -> str:
    """ "4:05", "1:02:03"."""
    return written_duration(int(seconds))


@register.filter
def plain_words(text: str) -> SafeString:
    """Words of somebody else: text, with its paragraphs, and links that tell search engines nothing."""
    marked = urlize(text, nofollow=True, autoescape=True)
    return mark_safe(linebreaks(marked.replace('rel="nofollow"', 'rel="nofollow ugc noopener"')))  # noqa: S308  escaped by urlize


@register.filter
def host(address: Any) -> str:
    """ "https://www.example.org/a" → "example.org/a": the name under which people know it."""
    parts = urlsplit(str(address))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"


@register.simple_tag
def picture(shown: Shown) -> SafeString:
    return drawn(shown)
