"""A page as a person reads it: its lines of text, one for each block, and the moments that its <time> elements carry."""

import re
from html.parser import HTMLParser

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "hr", "legend", "li", "main", "nav", "ol",
    "option", "p", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
}  # fmt: skip
UNREAD = {"script", "style"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.words: list[str] = []
        self.moments: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_line()
        self.unread += tag in UNREAD
        values = dict(attrs)
        if tag == "time":
            self.moments.append(values.get("datetime") or "")
        self.words += [
            f" {values[name]} " for name in ("title", "aria-label", "alt", "placeholder") if values.get(name)
        ]

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_line()
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.words.append(data)

    def end_line(self) -> None:
        if line := re.sub(r"\s+", " ", "".join(self.words)).strip():
            self.lines.append(line)
        self.words = []


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.end_line()
    return reader
