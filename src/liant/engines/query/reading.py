"""An item as its words, read once and only as far as the queries ask."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from liant.engines.query import western
from liant.engines.query import words as forms
from liant.engines.query.nodes import FARTHEST, Word

_APART = [forms.SECTION] * (FARTHEST + 2)  # between title and text: farther than NEAR reaches, and no word


_FEW = 64  # words: below, looking through them costs less than an index


class Folded:
    """A field as written, and its folded words with one space between them; the rest is found when asked."""

    __slots__ = ("_level", "_places", "_shape", "_words", "joined", "text")
    _places: list[tuple[int, int]] | None
    _shape: str | None
    _words: list[str] | None

    def __init__(self, text: str, joined: bytes, level: bytes | None) -> None:
        self.text, self.joined, self._level = text, joined, level
        self._places = self._shape = self._words = None

    @property
    def words(self) -> list[str]:
        if self._words is None:
            self._words = self.joined.decode().split(" ") if self.joined else []
        return self._words

    @property
    def shape(self) -> str:
        if self._shape is None:
            self._shape = forms.shape(self.text)
        return self._shape

    def place(self, number: int) -> tuple[int, int]:
        """The [start, end) of a word in the text."""
        if self._places is None:
            if self._level is not None and number < _FEW:
                rest = self._level.split(None, number)[number]
                start = len(self._level) - len(rest)
                return start, start + len(self.words[number])
            self._places = forms.tokens(self.shape)
        return self._places[number]


def fold(text: str) -> tuple[bytes, bytes | None]:
    """The folded words of a text, encoded; and its level form where western.py could make one."""
    return western.fold(text) or (forms.fold(text).encode(), None)


class Reading:
    """The words of one field, or of the title followed by the text.

    `folded` holds the words in order, `base` is the index of the text's first word: what stands before is the title.
    """

    __slots__ = ("_found", "_text", "_title", "_where", "base", "folded")

    def __init__(self, text: Folded, title: Folded | None = None) -> None:
        self._text, self._title = text, title
        self.base = 0
        self.folded = text.words
        if title is not None:
            self.folded = [*title.words, *_APART, *text.words]
            self.base = len(title.words) + len(_APART)
        self._where: dict[str, list[int]] | None = None
        self._found: dict[Word, Sequence[int]] = {}

    @property
    def where(self) -> dict[str, list[int]]:
        """For each word, its indexes, rising."""
        if self._where is None:
            where: dict[str, list[int]] = {}
            for index, word in enumerate(self.folded):
                if word in where:
                    where[word].append(index)
                else:
                    where[word] = [index]
            self._where = where
        return self._where

    def find(self, word: Word) -> Sequence[int]:
        """The indexes where one word stands, rising."""
        if word.is_plain:
            if self._where is not None or len(self.folded) > _FEW:
                return self.where.get(word.folded, ())
            wanted = word.folded
            return [index for index, folded in enumerate(self.folded) if folded == wanted]
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._find(word)
        return found

    def stands(self, word: Word, index: int) -> bool:
        """Whether one word stands at an index."""
        if word.is_plain:
            return index < len(self.folded) and self.folded[index] == word.folded
        found = self.find(word)
        place = bisect_left(found, index)
        return place < len(found) and found[place] == index

    def span(self, first: int, last: int, *, has_sigil: bool) -> tuple[int, int]:
        """The [start, end) code points of the words `first` to `last`, in the field they stand in."""
        part, shift = self._part(first)
        start, end = part.place(first - shift)
        return start - has_sigil, end if first == last else part.place(last - shift)[1]

    def _part(self, index: int) -> tuple[Folded, int]:
        return (self._title, 0) if self._title is not None and index < self.base else (self._text, self.base)

    def _find(self, word: Word) -> Sequence[int]:
        if word.is_wild:
            prefix, pattern = _pattern(word.folded)
            known = [found for found in self.where if found.startswith(prefix)]
            if word.accented is None:
                known = [found for found in known if pattern.fullmatch(found)]
            indexes = sorted(index for found in known for index in self.where[found])
        else:
            indexes = list(self.where.get(word.folded, ()))
        return [index for index in indexes if self._is_as_written(word, index)]

    def _is_as_written(self, word: Word, index: int) -> bool:
        part, shift = self._part(index)
        start, end = part.place(index - shift)
        written = part.text[start:end]
        if word.cased is not None and forms.cased(written) != word.cased:
            return False
        if word.accented is not None:
            exact = forms.exact(written)
            if not (_pattern(word.accented)[1].fullmatch(exact) if word.is_wild else exact == word.accented):
                return False
        if word.sigil and forms.sigil(part.shape, start) != word.sigil:
            return False
        if word.chain and not word.folded.endswith("*"):
            return forms.is_glued(part.shape, end, word.chain) == word.is_glued
        return True


def read_alone(text: str) -> Reading:
    """The reading of a field that stands alone."""
    return Reading(Folded(text, *fold(text)))


@lru_cache(maxsize=4096)
def _pattern(wild: str) -> tuple[str, re.Pattern[str]]:
    """What stands before the first wildcard, and the whole as a pattern.

    Each stretch after a * is taken at its first place for good, which is right for such patterns and keeps the time
    proportional to the word.
    """
    first, *others = wild.split("*")
    pieces = [_letters(first)]
    if others:
        pieces += [f"(?>.*?{_letters(piece)})" for piece in others[:-1] if piece]
        pieces.append(f".*{_letters(others[-1])}")
    return first.partition("?")[0], re.compile("".join(pieces), re.DOTALL)


def _letters(piece: str) -> str:
    return "".join("." if letter == "?" else re.escape(letter) for letter in piece)
