"""Ways through a page, and what the house says."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liant.web.components.words import render

register = template.Library()


@register.simple_tag
def steps(labels: Sequence[str], current: int, label: str = "") -> SafeString:
    """Where one stands in a few steps; `current` counts from 1."""
    return render("steps", steps=list(enumerate(labels, 1)), current=current, label=label or _("Steps"))


@register.simple_tag
def tabs(items: Sequence[Any], label: str = "", part: str = "") -> SafeString:
    """Under-lined ways (see `pieces.Tab`)."""
    return render("tabs", items=items, label=label, part=part)


@register.simple_tag
def seg(items: Sequence[Any], label: str = "", part: str = "") -> SafeString:
    """Short filters side by side."""
    return render("seg", items=items, label=label, part=part)


@register.simple_tag
def pager(next_url: str = "", previous_url: str = "", part: str = "") -> SafeString:
    """Further and back, by cursor."""
    return render("pager", next_url=next_url, previous_url=previous_url, part=part)


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", eyebrow: str = "") -> SafeString:
    """The title, the sentence that says what the page is for; the content is its one act."""
    return render("page_head", content=content, title=title, lead=lead, eyebrow=eyebrow)


@register.simple_block_tag(takes_context=True)
def live(
    context: template.Context,
    content: str,
    id: str,  # noqa: A002
    topic: str = "",
    *,
    url: str = "",
    thing: int | str = "",
) -> SafeString:
    """A part of the page that is read again when `topic` changes, or only when this `thing` of the topic does; the view
    must know the part of that id."""
    request = context.get("request")
    url = url or (request.get_full_path() if request else "")
    return render("live", content=content, id=id, topic=topic, url=url, thing=thing)


@register.simple_block_tag
def notice(content: str, kind: str = "", icon: str = "", role: str = "") -> SafeString:
    """`kind`: "" (advice), "wait" (a person waits), "ok", "harm"."""
    usual = {"": "info", "wait": "lock", "ok": "check", "harm": "warn"}
    css = {"wait": "wait-n", "harm": "harm-n"}.get(kind, kind)
    return render("notice", content=content, css=css, icon=icon or usual[kind], role=role)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002
    """Opened by an element with `data-opens="<id>"`; the same question must have a page for who has no script."""
    return render("dialog", content=content, id=id, title=title)


@register.simple_block_tag
def empty_page(content: str, title: str, drawing: str = "", level: int = 2) -> SafeString:
    """An empty page teaches. `drawing`: "house", "ear", "letters" or nothing."""
    return render("empty_page", content=content, title=title, drawing=drawing, level=level)
