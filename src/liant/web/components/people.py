"""People and states: faces, hats, bookmarks, rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from liant.web import pieces
from liant.web.components.words import day, hour, listed, render, since
from liant.web.components.words import moment as moment_words

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """One icon of icons.txt; silent for screen readers unless it has a label."""
    speaks = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#i-{}"></use></svg>',
        f"i {css}".strip(),
        speaks,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def face(name: str = "", size: str = "", icon: str = "") -> SafeString:
    """Initials in a circle; `size` is "s", "m", "l" or nothing."""
    return render("face", name=name, size=size, icon=icon)


@register.simple_tag
def person(name: str, detail: str = "", size: str = "", hats: Iterable[Any] = ()) -> SafeString:
    """A face, a name, and a second line or hats (texts, or objects with `label` and `is_elsewhere`)."""
    return render("person", name=name, detail=detail, size=size, hats=list(hats or ()))


@register.simple_tag
def hat(label: str, elsewhere: bool = False) -> SafeString:
    return render("hat", label=label, elsewhere=elsewhere)


@register.simple_tag
def tag(label: str, kind: str = "") -> SafeString:
    """`kind`: "", "wait", "ok", "no"."""
    return render("tag", label=label, kind="wait-tag" if kind == "wait" else kind)


@register.simple_tag
def wait(moment: datetime | None, name: str = "") -> SafeString:
    """The saffron bookmark and its words: a person waits."""
    return render("wait", name=name, since=since(moment)) if moment else SafeString("")


@register.simple_tag
def ribbon(count: int) -> SafeString:
    """How many people wait; nothing when nobody does."""
    return render("ribbon", count=count) if count else SafeString("")


@register.simple_tag
def pip(count: int, label: str = "") -> SafeString:
    """A plain count: nobody waits. `label` says of what, for who doesn't see."""
    return render("pip", count=count, label=label) if count else SafeString("")


@register.simple_tag
def state(name: str, text: str = "") -> SafeString:
    """A state in words (see `pieces.STATES`); `text` replaces the words, never the colour."""
    shown = pieces.STATES[str(name)]
    return render("state", kind=shown.kind, icon=shown.icon, label=text or shown.label)


@register.simple_tag
def state_words(name: str) -> str:
    """The words alone."""
    return str(pieces.STATES[str(name)].label)


@register.simple_tag
def when(value: datetime | None, only_day: bool = False, by_clock: bool = False) -> SafeString:
    """A moment in words, with the exact one in the markup; `by_clock` for what is read again later."""
    if not value:  # an unknown name in a template is ""
        return SafeString("")
    return render(
        "when", value=value, text=day(value) if only_day else hour(value) if by_clock else moment_words(value)
    )


@register.simple_block_tag
def row(
    content: str,
    name: str,
    *,
    url: str = "",
    said: str = "",
    hats: Iterable[Any] = (),
    tags: Iterable[str] = (),
    action: str = "",
    action_url: str = "",
    icon: str = "",
    key: str = "",
) -> SafeString:
    """A person in a wide list: face, name, what they said, the line of facts (the content), one act."""
    return render(
        "row",
        content=content,
        name=name,
        url=url,
        said=said,
        hats=listed(hats),
        tags=listed(tags),
        action=action,
        action_url=action_url or url,
        icon=icon,
        key=key,
    )


@register.simple_block_tag
def list_row(
    content: str, name: str, *, url: str, said: str = "", where: str = "", is_current: bool = False, part: str = "",
    tick: Any = None,
) -> SafeString:  # fmt: skip
    """The same in a narrow list: the whole row is the link. `part`: the element htmx fills with the page it opens;
    `tick`: the value of a box that belongs to the form `bulk`."""
    return render("list_row", content=content, name=name, url=url, said=said, where=where, is_current=is_current,
                  part=part, tick=tick)  # fmt: skip


@register.simple_block_tag
def quote(content: str, name: str, said: str, hats: Iterable[Any] = ()) -> SafeString:
    """Praise, whole; the content is the line under it."""
    return render("quote", content=content, name=name, said=said, hats=listed(hats))
