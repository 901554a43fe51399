"""Why it was heard: the words that matched, shown in what was said."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from liant.listening.offers import Act, acts_under

register = template.Library()
MOST = 600


@register.filter
def with_marks(mention: Any) -> SafeString:
    """The text with the matched words marked, shortened around the first of them."""
    text = mention.item.text
    spans = merged([tuple(span) for match in mention.matches for span in match["spans"]])
    start = max(0, spans[0][0] - MOST // 3) if spans and len(text) > MOST else 0
    end = min(len(text), start + MOST)
    parts, at = [("…" if start else "")], start
    for left, right in spans:
        if left < at or right > end:
            continue
        parts += [escape(text[at:left]), format_html("<mark>{}</mark>", text[left:right])]
        at = right
    parts += [escape(text[at:end]), "…" if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308  each part was escaped above


def merged(spans: list[Any]) -> list[tuple[int, int]]:
    """Overlapping spans become one."""
    found: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


@register.filter
def name_of(item: Any) -> str:
    return item.person.name if item.person else ""


@register.simple_tag(takes_context=True)
def ways_on(context: template.Context, item: Any) -> Sequence[Act]:
    """What the reader may make of a mention."""
    return acts_under(context["request"].member, item)
