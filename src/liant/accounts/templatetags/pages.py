"""Addresses of pages within the organisation, and what the reader may do there."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

from liant.accounts.permissions import may
from liant.kit import clock

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, name: str, **kwargs: Any) -> str:
    """`{% page_url "inbox:conversation" conversation_id=one.id %}`: the organisation is the page's own."""
    return reverse(name, kwargs={"organisation_slug": context["request"].organisation.slug, **kwargs})


@register.simple_tag(takes_context=True)
def page_url_of(context: template.Context, name: str, kwargs: Mapping[str, Any]) -> str:
    """The same, where a registry tells the page and what it names."""
    return page_url(context, name, **kwargs)


@register.simple_tag(takes_context=True)
def live_url(context: template.Context, here: int | str = "") -> str:
    """The stream of changes for this page, which says when it was asked for, before anything on it was read: what changed
    in between is not missed. `here`: the id of the thing that it shows."""
    asked_at = getattr(context["request"], "asked_at", None) or clock.now()
    url = f"{page_url(context, 'jobs:live')}?since={asked_at.timestamp():.3f}"
    return f"{url}&here={here}" if here else url


@register.simple_tag(takes_context=True)
def allowed(context: template.Context, verb: str, thing: Any = None) -> bool:
    """May the reader do this? `{% allowed "inbox.reply" conversation as can_reply %}`"""
    return may(getattr(context["request"], "member", None), verb, thing)
