"""Addresses of pages within the organisation, and what the reader may do there."""

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
def live_url(context: template.Context) -> str:
    """The stream of changes for this page, which says when it was made: what changed in between is not missed."""
    return f"{page_url(context, 'jobs:live')}?since={clock.now().timestamp():.3f}"


@register.simple_tag(takes_context=True)
def allowed(context: template.Context, verb: str, thing: Any = None) -> bool:
    """May the reader do this? `{% allowed "inbox.reply" conversation as can_reply %}`"""
    return may(getattr(context["request"], "member", None), verb, thing)
