"""Words out of HTML: what a reader would see, one paragraph a line, quotations marked with “> ” as in plain mail."""

import re
from html.parser import HTMLParser

import nh3

_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
_PARAGRAPHS = {"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr"}
_CELLS = {"td", "th"}
_KEPT = _BLOCKS | _CELLS | {"img"}
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u200b\u034f\u00ad\ufeff]+")
_LONGEST = 2_000_000
_GAP = (-1, "")  # between two paragraphs


def text_of_html(html: str) -> str:
    """The text of an HTML fragment or page. Scripts, styles and comments leave nothing behind."""
    clean = nh3.clean(
        html[:_LONGEST],
        tags=_KEPT,
        attributes={"img": {"alt"}},
        clean_content_tags={"script", "style", "title", "noscript", "template"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.text()


def looks_like_html(text: str) -> bool:
    """Whether a text that may be either is HTML."""
    return bool(
        re.search(
            r"<(?:p|br|div|span|a|img|ul|ol|li|b|i|em|strong|h[1-6]|blockquote)\b[^>]*>|&(?:[a-z]{2,8}|#\d+);",
            text,
            re.IGNORECASE,
        )
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[tuple[int, str]] = []
        self._line = ""
        self._depth = 0
        self._is_exact = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self._line += f" {dict(attrs).get('alt') or ''} "
        elif tag in _CELLS:
            self._line += " "
        elif tag in _BLOCKS:
            self._end_line(is_paragraph=tag in _PARAGRAPHS)
        if tag == "blockquote":
            self._depth += 1
        elif tag == "pre":
            self._is_exact += 1
        elif tag == "li":
            self._line = "- "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_line(is_paragraph=tag in _PARAGRAPHS)
        if tag == "blockquote":
            self._depth = max(0, self._depth - 1)
        elif tag == "pre":
            self._is_exact = max(0, self._is_exact - 1)

    def handle_data(self, data: str) -> None:
        if not self._is_exact:
            self._line += _SPACES.sub(_one_space, data)
            return
        first, *others = data.split("\n")
        self._line += first
        for line in others:
            self._end_line(is_paragraph=False)
            self._line = line

    def _end_line(self, *, is_paragraph: bool) -> None:
        line = self._line.rstrip() if self._is_exact else _SPACES.sub(_one_space, self._line).strip()
        if line and line != "-":
            self._lines.append((self._depth, line))
        elif not line and self._is_exact:
            self._lines.append((self._depth, ""))
        if is_paragraph and self._lines and self._lines[-1] is not _GAP:
            self._lines.append(_GAP)
        self._line = ""

    def text(self) -> str:
        """The lines, with at most one empty line between two."""
        self._end_line(is_paragraph=False)
        while self._lines and self._lines[-1] is _GAP:
            self._lines.pop()
        shown = []
        for place, entry in enumerate(self._lines):
            depth, line = entry
            if entry is _GAP:
                around = self._lines[max(place - 1, 0) : place] + self._lines[place + 1 : place + 2]
                depth = min((near[0] for near in around), default=0)
            shown.append(f"{'> ' * depth}{line}".rstrip())
        return re.sub(r"\n{3,}", "\n\n", "\n".join(shown)).strip()


def _one_space(spaces: re.Match[str]) -> str:
    """A space that holds two words together, as before a French colon, stays one; all others become one plain space."""
    return "\xa0" if spaces[0] == "\xa0" else " "
