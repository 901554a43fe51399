"""Does a page link to an address? Exactly, and by the rules of its media type (W3C Webmention, 3.2.2)."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

HTML = {"text/html", "application/xhtml+xml"}
LINKING = {"href", "src", "cite", "data", "poster", "srcset"}
DEEPEST = 60


def links_to(target: str, text: str, media_type: str) -> bool:
    """Whether `text` holds the very address. Where HTML comments or scripts name it, it is no link."""
    if media_type in HTML:
        return target in _Links(text).found
    if media_type.endswith("json"):
        try:
            return target in _strings(json.loads(text))
        except (ValueError, RecursionError):
            return False
    return any(target == word for word in _words(text))


class _Links(HTMLParser):
    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value.strip() for name, value in attrs if name in LINKING and value}


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < DEEPEST and isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner, depth + 1)
    elif depth < DEEPEST and isinstance(value, list):
        for inner in value:
            yield from _strings(inner, depth + 1)


def _words(text: str) -> Iterator[str]:
    """Addresses in plain text: bare, in angle or round brackets, at the end of a sentence."""
    for word in text.split():
        yield word
        bare = word.strip("<>()[]\"'")
        yield bare
        yield bare.rstrip(".,;:!?").rstrip("<>()[]\"'")
