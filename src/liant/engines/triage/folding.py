"""Folds texts to small unaccented letters, one code point for one, so that every span found stays a span of the original."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MAX_POINTS = 20_000  # what a message says is said long before; keeps one enormous mail from holding up a batch
LINK, MENTION = "~", "@"
_LINK_MARK, _MENTION_MARK = "\ue000", "\ue001"
_SPACE = ord(" ")
_LINKS = re.compile(r"https?://\S+|www\.\S+|\b[\w-]{1,63}\.(?:com|fr|org|net|eu|io|be|ch|ca|uk)/\S*", re.IGNORECASE)
_MENTIONS = re.compile(r"(?<![\w.])@\w{1,60}")


class _Fold(dict[int, int]):
    """Code point -> folded code point, worked out the first time it is seen."""

    def __missing__(self, point: int) -> int:
        self[point] = folded = _fold_point(point)
        return folded


def _fold_point(point: int) -> int:
    char = chr(point)
    category = unicodedata.category(char)
    if category[0] == "L":
        base = unicodedata.normalize("NFKD", char)[0].lower()
        return ord(base[0]) if unicodedata.category(base[0])[0] == "L" else point
    if category[0] == "N":
        return ord("0")
    if char in "!?？！":
        return ord("!" if char in "!！" else "?")
    if category[0] == "S" and point >= 0x2190 and not 0x1F3FB <= point <= 0x1F3FF:
        return point
    return _SPACE


_FOLD = _Fold({ord("ß"): ord("s"), ord("œ"): ord("o"), ord("Œ"): ord("o"), ord("æ"): ord("a"), ord("Æ"): ord("a"),
               ord("ø"): ord("o"), ord("Ø"): ord("o"), ord("ł"): ord("l"),
               ord(_LINK_MARK): ord(LINK), ord(_MENTION_MARK): ord(MENTION)})  # fmt: skip


def fold(text: str) -> str:
    """The text in small unaccented letters, of the same length.

    Digits become 0, links ``~`` and mentions ``@`` followed by spaces; ``!``, ``?`` and pictures stay; the rest is space.
    """
    if "." in text:
        text = _LINKS.sub(lambda m: _LINK_MARK + " " * (len(m[0]) - 1), text)
    if "@" in text:
        text = _MENTIONS.sub(lambda m: _MENTION_MARK + " " * (len(m[0]) - 1), text)
    return text.translate(_FOLD)


def _without_marks(text: str) -> tuple[str, list[int] | None]:
    """Drops accents written as separate code points; the list gives the original place of each kept one."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text, None
    kept = [i for i, char in enumerate(text) if not unicodedata.combining(char)]
    return "".join(text[i] for i in kept), [*kept, len(text)]


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts folded and laid end to end, each between spaces and ended by a line feed."""

    originals: tuple[str, ...]  # title, a line feed when there is one, text
    title_lengths: tuple[int, ...]  # code points before the text, line feed included; 0 without a title
    joined: str
    starts: tuple[int, ...]  # where each original begins in `joined`; one more closes the last
    maps: tuple[list[int] | None, ...]

    def folded(self, index: int) -> str:
        return self.joined[self.starts[index] : self.starts[index + 1] - 3]

    def original_span(self, index: int, start: int, end: int) -> tuple[int, int]:
        """A span of `joined` as a span of the original of text `index`."""
        start, end = start - self.starts[index], end - self.starts[index]
        kept = self.maps[index]
        return (start, end) if kept is None else (kept[start], kept[end])


def lay_out(texts: Sequence[str], titles: Sequence[str | None]) -> Batch:
    """Folds texts into one batch. Only the first 20,000 code points of each are read."""
    originals, title_lengths, pieces, maps = [], [], [], []
    starts, place = [], 1
    for text, title in zip(texts, titles, strict=True):
        title_part = f"{title}\n" if title else ""
        original = (title_part + text)[:MAX_POINTS]
        bare, kept = _without_marks(original)
        folded = fold(bare)
        originals.append(original)
        title_lengths.append(len(title_part))
        maps.append(kept)
        pieces.append(folded)
        starts.append(place)
        place += len(folded) + 3
    starts.append(place)
    joined = "".join(f" {piece} \n" for piece in pieces)
    return Batch(tuple(originals), tuple(title_lengths), joined, tuple(starts), tuple(maps))
