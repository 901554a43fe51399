"""An item as its words, read once and only as far as the queries ask."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from liant.engines.query import words as forms
from liant.engines.query.nodes import FARTHEST, Word

_APART = [forms.SECTION] * (FARTHEST + 2)  # between title and text: farther than NEAR reaches, and no word


class Reading:
    """The words of one field, or of the title followed by the text.

    `folded` holds the words in order, `base` is the index of the text's first word: what stands before is the title.
    """

    __slots__ = ("_found", "_parts", "base", "folded", "where")

    def __init__(self, text: str, folded_text: str, title: str = "", folded_title: str = "") -> None:
        folded = folded_text.split(" ") if folded_text else []
        self.base = 0
        if title:
            before = folded_title.split(" ") if folded_title else []
            folded = before + _APART + folded
            self.base = len(before) + len(_APART)
        self.folded = folded
        where: dict[str, list[int]] = {}
        for index, word in enumerate(folded):
            if word in where:
                where[word].append(index)
            else:
                where[word] = [index]
        self.where = where  # word -> its indexes, rising
        self._parts: dict[bool, _Part] = {True: _Part(title), False: _Part(text)}
        self._found: dict[Word, Sequence[int]] = {}

    def find(self, word: Word) -> Sequence[int]:
        """The indexes where one word stands, rising."""
        if word.accented is None and word.cased is None and not word.chain and not word.is_wild:
            return self.where.get(word.folded, ())
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._find(word)
        return found

    def stands(self, word: Word, index: int) -> bool:
        """Whether one word stands at an index."""
        if word.is_wild or word.accented is not None or word.cased is not None or word.chain:
            found = self.find(word)
            place = bisect_left(found, index)
            return place < len(found) and found[place] == index
        return index < len(self.folded) and self.folded[index] == word.folded

    def span(self, first: int, last: int, *, has_sigil: bool) -> tuple[int, int]:
        """The [start, end) code points of the words `first` to `last`, in the field they stand in."""
        part = self._parts[first < self.base]
        shift = 0 if first < self.base else self.base
        return part.places[first - shift][0] - has_sigil, part.places[last - shift][1]

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
        part = self._parts[index < self.base]
        start, end = part.places[index - (0 if index < self.base else self.base)]
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
    return Reading(text, forms.fold(text))


class _Part:
    """One field as written, its shape and the places of its words found when first asked."""

    __slots__ = ("_places", "_shape", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._shape: str | None = None
        self._places: list[tuple[int, int]] | None = None

    @property
    def shape(self) -> str:
        if self._shape is None:
            self._shape = forms.shape(self.text)
        return self._shape

    @property
    def places(self) -> list[tuple[int, int]]:
        if self._places is None:
            self._places = forms.tokens(self.shape)
        return self._places


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
