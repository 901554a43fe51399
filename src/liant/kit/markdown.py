"""Markdown as pages, letters and print read it: CommonMark with tables, cleaned; what a network without Markdown gets is
`plain`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import nh3

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
_BREAKS = {"paragraph_close", "heading_close", "list_item_close", "fence", "code_block", "tr_close", "hr"}


OF_OTHERS, OF_OURS = "noopener nofollow ugc", "noopener"  # what a link tells search engines


def html(text: str, *, link_rel: str = OF_OTHERS) -> str:
    """Safe HTML of Markdown. The page's own title is the only h1: a first-level heading becomes a second. HTML written
    within the text is shown as text."""
    drawn = _reader().renderer.render(tokens(text), _reader().options, {})
    return nh3.clean(
        drawn, tags=TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto", "tel"},
        link_rel=link_rel,
    )  # fmt: skip


def tokens(text: str) -> Sequence[Any]:
    """As the reader took the text apart, headings lowered: for whoever draws it otherwise than as HTML."""
    return _lowered(_reader().parse(text))


def plain(text: str) -> str:
    """The words without their marks, a link followed by its address: for the text part of a mail, a network, a summary."""
    return re.sub(r"\n{3,}", "\n\n", "".join(_words(_reader().parse(text)))).strip()


def first_words(text: str, length: int = 200) -> str:
    """The beginning on one line, cut between words: for a list, a description."""
    line = " ".join("".join(_words(_reader().parse(text), shows_addresses=False)).split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def links(text: str) -> list[str]:
    """Addresses that the text links to, each once, in order."""
    found = [
        str(child.attrs["href"])
        for token in _reader().parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    return list(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))


@cache
def _reader() -> Any:
    from markdown_it import MarkdownIt  # late: only who renders pays for it

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _lowered(tokens: Sequence[Any]) -> Sequence[Any]:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
    return tokens


def _words(tokens: Sequence[Any], *, shows_addresses: bool = True) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or (), shows_addresses)
        elif token.type in ("fence", "code_block"):
            yield token.content
        elif token.type == "list_item_open":
            yield "- "
        elif token.type in ("td_close", "th_close"):
            yield " "
        if token.type in _BREAKS and not token.hidden:
            yield "\n" if token.type in ("list_item_close", "tr_close") else "\n\n"


def _inline(tokens: Sequence[Any], shows_addresses: bool) -> Iterator[str]:
    said, open_links = "", []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            said += token.content
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type == "image":
            yield token.content  # the words for those who don't see it
        elif token.type == "link_open":
            open_links.append(str(token.attrs["href"]))
            said = ""
        elif token.type == "link_close" and open_links:
            address = open_links.pop()
            if shows_addresses and said != address:
                yield f" ({address.removeprefix('mailto:')})"
