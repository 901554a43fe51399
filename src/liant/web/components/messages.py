"""What people say, and where an answer is written."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liant.kit.lengths import length
from liant.web import pieces
from liant.web.components.words import listed, render

register = template.Library()


@register.simple_block_tag
def post(
    content: str,
    name: str,
    *,
    handle: str = "",
    moment: datetime | None = None,
    kind: str = "original",
    url: str = "",
    url_label: str = "",
    facts: Iterable[str] = (),
) -> SafeString:
    """A public post. `kind`: "original" (what is answered), "context" (before it), "reply" (after it)."""
    return render(
        "post",
        content=content,
        name=name,
        handle=handle,
        moment=moment,
        kind=kind,
        url=url,
        url_label=url_label,
        facts=listed(facts),
    )


@register.simple_block_tag
def message(
    content: str,
    by: str,
    *,
    moment: datetime | None = None,
    channel: str = "",
    side: str = "theirs",
    state: str = "",
    detail: str = "",
    url: str = "",
    url_label: str = "",
) -> SafeString:
    """A message of theirs or `ours`, with what became of it: a state, its detail, a link to see it."""
    return render(
        "message",
        content=content,
        by=by,
        moment=moment,
        channel=channel,
        side=side,
        detail=detail,
        url=url,
        url_label=url_label,
        state=pieces.STATES[str(state)] if state else None,
    )


@register.simple_block_tag
def note(content: str, by: str, moment: datetime | None = None, hidden_from: str = "") -> SafeString:
    """An internal note; `hidden_from` names who will not see it."""
    return render("note", content=content, by=by, moment=moment, hidden_from=hidden_from)


@register.simple_tag
def remarks(found: Iterable[Any], name: str = "remark", is_short: bool = False) -> SafeString:
    """What was remarked on a text (`liant.web.remarks`); `name` begins the ids, `is_short` says it in a sentence each."""
    return render("remarks", remarks=list(found), name=name, is_short=is_short)


@register.simple_block_tag(takes_context=True)
def composer(
    context: template.Context,
    content: str,
    *,
    action: str,
    label: str,
    name: str = "text",
    value: str = "",
    tabs: Sequence[Any] = (),
    counts: str = "",
    limit: int | None = None,
    network: str = "",
    draft: str = "",
    submit: str = "",
    icon: str = "",
    errors: Iterable[str] = (),
    part: str = "",
    rows: int = 4,
    is_blocked: str = "",
    takes_files: int = 0,
    underlined: str = "",
) -> SafeString:
    """Where an answer is written. The content stands under the text: hidden inputs, a subject, an agreement to give.

    `counts`/`limit`: as the channel declares. `draft`: a key under which this browser keeps what is typed; it must
    change once something was sent. `part`: the element htmx fills. `is_blocked`: why nothing can be sent, in words.
    `takes_files`: the content holds a field of files. `underlined`: the id of the element whose remarks are underlined.
    """
    shown = {"action": action, "label": label, "name": name, "value": value or "", "tabs": tabs, "draft": draft,
             "submit": submit or _("Send"), "icon": icon, "part": part, "rows": rows, "is_blocked": is_blocked,
             "takes_files": takes_files, "underlined": underlined, "counts": counts, "limit": limit}  # fmt: skip
    return render(
        "composer",
        **shown,
        content=content,
        errors=listed(errors),
        field_id=f"compose-{name}",
        count=count_words(value or "", counts, limit, network) if limit else None,
        csrf_token=context.get("csrf_token"),
    )


def count_words(text: str, counts: str, limit: int, network: str) -> dict[str, Any]:
    """How much of the limit is used, in words, for who has no script; the script says the same as one types."""
    used = length(text, "graphemes" if counts == "graphemes" else "characters")
    over = used - limit
    phrase = _("{count} of {limit}")
    if over == 1:
        phrase = _("{count} of {limit}: one sign too many")
    elif over > 1:
        phrase = _("{count} of {limit}: {over} signs too many")
    return {
        "words": phrase.format(count=used, limit=limit, over=over),
        "ring": pieces.ring(used, limit),
        "is_over": over > 0,
        "network": network,
    }
