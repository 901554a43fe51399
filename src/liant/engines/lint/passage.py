"""A text being linted: folded, masked, cut in blocks, each thing worked out when first asked for."""

import bisect
import functools
from collections.abc import Iterator

from liant.engines.lint.findings import Context
from liant.engines.lint.folding import fold
from liant.engines.lint.language import tell_language
from liant.engines.lint.masks import mask, mask_code
from liant.engines.lint.patterns import Pattern

BLOCK = 4_000  # a paragraph longer than that is cut, where it can be, at the end of a sentence
_OPENING = 300  # how far the opening of a text goes
_SALUTATION = 160
_PARAGRAPH_END = Pattern(r"\n[ \t\r]*\n\s*")
_SENTENCE_REACH = 500
_SEPARATORS = frozenset(b".!?:\n\x04")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
_LINK = Pattern(r"https?://|\bwww\.|\]\(|\b[\w-]{2,40}\.(?:fr|com|org|net|eu|ca|be|ch|paris|bzh|io|gouv)\b")


class Passage:
    """`raw` is the folded text, `words` the same with masks; both of the length of `folded.origin`, or of the text."""

    def __init__(self, text: str, language: str | None, context: Context) -> None:
        self.text, self.context = text, context
        self._language = language
        self.folded = fold(text)
        self.raw = self.folded.raw
        self.whole = mask_code(self.raw)
        self.words = mask(self.raw, context.names)

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages whose rules are read: the one given or told; both when a text is too short to tell."""
        language = (self._language or "").lower()[:2] or tell_language(self.words)
        if language is None:
            return "any", "fr", "en"
        return ("any", language) if language in ("fr", "en") else ("any",)

    @functools.cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """Paragraphs, as places in `words`; long ones are cut."""
        if len(self.words) <= BLOCK and b"\n" not in self.words:
            return [(0, len(self.words))] if self.words else []
        found: list[tuple[int, int]] = []
        start = 0
        for stop, after in self._paragraph_ends():
            found += self._cut(start, stop)
            start = after
        return found

    def _paragraph_ends(self) -> Iterator[tuple[int, int]]:
        place = 0
        while place < len(self.words):
            near = self.words.find(b"\n", place)
            if near < 0:
                break
            match = next(_PARAGRAPH_END.find_all(self.words, near, min(near + BLOCK, len(self.words))), None)
            if match and match[0] == near:
                yield match
                place = match[1]
            else:
                place = near + 1
        yield len(self.words), len(self.words)

    def _cut(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        while stop - start > BLOCK:
            low, high = start + BLOCK // 2, start + BLOCK
            cut = max(self.words.rfind(sign, low, high) for sign in (b"\n", b". ", b"! ", b"? "))
            cut = cut if cut > 0 else self.words.rfind(b" ", low, high)
            end = cut + 1 if cut > 0 else high
            yield start, end
            start = end
        if start < stop:
            yield start, stop

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a place, within reason."""
        low = max(0, start - _SENTENCE_REACH)
        first = max(self.words.rfind(sign, low, start) for sign in (b". ", b"! ", b"? ", b"\n"))
        high = min(len(self.words), end + _SENTENCE_REACH)
        ends = [
            found
            for sign in (b". ", b"! ", b"? ", b"\n")
            if (found := self.words.find(sign, max(end - 1, 0), high)) >= 0
        ]
        return (first + 1 if first >= 0 else low), min(ends, default=high)

    def is_opening(self, start: int) -> bool:
        """Whether a place begins a sentence or a line, near the beginning of the text."""
        if start > _OPENING or self.raw.startswith(b"@"):  # what begins by a name is said to that person
            return False
        place = start - 1
        while place >= 0 and self.words[place] not in _WORD:
            if self.words[place] in _SEPARATORS:
                return True
            place -= 1
        return place < 0 or (self.words[place + 1 : start].strip() == b"," and self.is_salutation(place))

    def is_salutation(self, start: int) -> bool:
        """Whether a place stands in the first line that says something."""
        first = len(self.raw) - len(self.raw.lstrip())
        end = self.raw.find(b"\n", first, first + _SALUTATION)
        return start < (end if end >= 0 else first + _SALUTATION)

    @functools.cached_property
    def has_link(self) -> bool:
        """Whether a link stands in the text or beside it."""
        return self.context.has_link or _LINK.is_in(self.raw)

    @functools.cached_property
    def _line_starts(self) -> list[int]:
        starts, place = [0], self.text.find("\n")
        while place >= 0:
            starts.append(place + 1)
            place = self.text.find("\n", place + 1)
        return starts

    def line_and_column(self, place: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the text."""
        line = bisect.bisect_right(self._line_starts, place)
        return line, place - self._line_starts[line - 1] + 1
