"""Rows of the log, in words."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime

from liant.audit import verbs
from liant.audit.models import Entry

register = template.Library()


@register.filter
def in_words(entry: Entry) -> str:
    """What was done, as the end of a sentence that begins with the actor's name."""
    return verbs.in_words(
        entry.verb, {name: _said(verbs.value_in_words(name, value)) for name, value in entry.detail.items()}
    )


def _said(value: Any) -> Any:
    """A moment is kept as machines write it, and told as a day: the log tells nobody's hours."""
    moment = _moment(value) if isinstance(value, str) else None
    return date_format(localtime(moment) if is_aware(moment) else moment) if moment else value


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None
