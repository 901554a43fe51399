from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from liant.community.mails import called, words_of
from liant.community.models import Notice, Post
from liant.community.rules import week_name
from liant.kit import markdown

register = template.Library()


@register.filter
def drawn(text: str) -> SafeString:
    """What a colleague wrote, as a page shows it."""
    return mark_safe(markdown.html(text))  # noqa: S308  cleaned by kit.markdown


@register.filter
def first_words(text: str, length: int = 240) -> str:
    return markdown.first_words(text, length)


@register.filter
def title_of(post: Post) -> str:
    return called(post)


@register.filter
def told(notice: Notice) -> str:
    return words_of(notice)


@register.filter
def week(monday: Any) -> str:
    """ "2026-W48", as an address names it."""
    return week_name(monday)
