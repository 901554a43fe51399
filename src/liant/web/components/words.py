"""Filters: times and names in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from liant.kit import clock, words
from liant.web import typography

register = template.Library()


def render(component: str, /, **values: Any) -> SafeString:
    """A component's own template, which sees nothing but what it is given."""
    # the line that ends the file would be a space between a word and its comma
    return SafeString(render_to_string(f"components/{component}.html", values).strip())


def listed(values: Iterable[Any] | str | None) -> list[Any]:
    """A single text stands for a list of one."""
    if isinstance(values, str):
        return [values] if values else []
    return list(values or ())


def _language() -> str:
    return get_language() or "en"


@register.filter
def since(moment: datetime | None) -> str:
    """Since when someone waits: "depuis deux jours"."""
    return words.waiting_since(moment, clock.now(), _language(), timezone.get_current_timezone()) if moment else ""


@register.filter
def moment(value: datetime | None) -> str:
    """When: "il y a vingt minutes", "hier à 17 h 10"."""
    return words.moment_in_words(value, clock.now(), _language(), timezone.get_current_timezone()) if value else ""


@register.filter
def hour(value: datetime | None) -> str:
    """By the clock: "à 9 h 12", "hier à 9 h 12"."""
    return words.hour_in_words(value, clock.now(), _language(), timezone.get_current_timezone()) if value else ""


@register.filter
def day(value: datetime | None) -> str:
    """Which day: "hier", "vendredi", "le 3 novembre"."""
    return words.day_in_words(value, clock.now(), _language(), timezone.get_current_timezone()) if value else ""


@register.filter
def in_words(number: int, gender: str = "") -> str:
    """ "trois"; with "feminine", "une"."""
    return words.number_in_words(int(number), _language(), is_feminine=gender == "feminine")


@register.filter
@stringfilter
def typo(text: str) -> str:
    """French spacing, when the page is in French."""
    return typography.french_spacing(text) if _language().startswith("fr") else text


@register.filter
@stringfilter
def initials(name: str) -> str:
    return typography.initials(name)
