"""How a text becomes words: the one reading shared by queries and by what they are matched against.

A word is a run of letters, digits and marks; an emoji, a currency sign, `%`, `&` and `+` are words of their own, as is
each Han or kana character. Everything else separates, apostrophes included, so that « l’hôtel » holds “hôtel”.
Two forms of a word are compared: *folded* (case and accents dropped, œ = oe, letters in disguise undone) and *exact*
(case dropped only). Folding follows Unicode's NFKD and default case folding (UAX #15, UTR #30).
"""

import re
import unicodedata
from collections.abc import Callable

# Shapes, one letter per character of the text: word, retained mark, invisible or accent, symbol, unspaced script.
WORD, MARK, DROPPED, SYMBOL, UNSPACED, SPACE = "w", "m", "x", "s", "c", " "
SECTION = "\0"  # stands between the fields of an item; no word holds it

_DROPPED = (
    *((0x0300, 0x036F), (0x3099, 0x309A), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),  # accents, variation selectors
    *((0x00AD, 0x00AD), (0x061C, 0x061C), (0x200C, 0x200F), (0x202A, 0x202E)),  # soft hyphen, joiners, directions
    *((0x2060, 0x2069), (0xFEFF, 0xFEFF), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F)),  # word joiner, skin tones, flags
)
_INVISIBLE = _DROPPED[2:10] + _DROPPED[11:]  # what even the exact form leaves out: all but accents and skin tones
_UNSPACED = (
    *((0x3041, 0x3096), (0x309D, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3134F)),
)
_ASIDE = {"#": "#", "＃": "#", "﹟": "#", "@": "@", "＠": "@", "﹫": "@", "_": "_", "＿": "_", ".": ".", "-": "."}
_APOSTROPHES = "\u02bb\u02bc\u02bd\u02b9\u0374"  # letters for Unicode, apostrophes for those who type them
_NOT_WORDS = "™®©℠℗°"  # symbols that only decorate the word before them
_BASE_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"})

_TOKEN = re.compile(r"[wm][wmx]*|[sc]x*")
_ACCENTS = re.compile("[\u0300-\u036f]")


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


def _shape_of(character: str) -> str:
    code = ord(character)
    if character in _ASIDE:
        return _ASIDE[character]
    if _within(code, _DROPPED) or _within(code, _UNSPACED):
        return DROPPED if _within(code, _DROPPED) else UNSPACED
    if character.isalnum() and character not in _APOSTROPHES:
        return WORD
    category = unicodedata.category(character)
    if category[0] == "M":
        return MARK
    if (category in {"So", "Sc"} and character not in _NOT_WORDS) or character in "+%&":
        return SYMBOL
    return SPACE


def _fold_of(character: str) -> str:
    shape = _shape_of(character)
    if shape == DROPPED:
        return ""
    if shape == MARK:
        return character
    if shape not in (WORD, SYMBOL, UNSPACED):
        return " "
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", plain).translate(_BASE_LETTERS))
    if not plain or not all(part.isalnum() or unicodedata.category(part)[0] == "M" for part in plain):
        plain = character
    return plain if shape == WORD else f" {plain} "


class _Table(dict[int, str]):
    """A table for str.translate that learns each character when it is first met."""

    def __init__(self, learn: Callable[[str], str]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, code: int) -> str:
        value = self[code] = self._learn(chr(code))
        return value


_SHAPES, _FOLDS = _Table(_shape_of), _Table(_fold_of)


def shape(text: str) -> str:
    """One letter per character of `text`, same length: what kind of character it is."""
    return text.translate(_SHAPES)


def tokens(shaped: str) -> list[tuple[int, int]]:
    """The [start, end) places of the words in a text of this shape."""
    return [found.span() for found in _TOKEN.finditer(shaped)]


def fold(text: str) -> str:
    """The folded words of `text` with one space between them; as many words as `tokens` finds."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return " ".join(text.translate(_FOLDS).split())
    return " ".join(fold_word(text[start:end]) for start, end in tokens(shape(text)))


def fold_word(word: str) -> str:
    """The folded form of one word as written."""
    return unicodedata.normalize("NFC", word).translate(_FOLDS).replace(" ", "")


def cased(word: str) -> str:
    """One word as written, composed, without invisible characters."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", "".join(c for c in word if not _within(ord(c), _INVISIBLE)))


def exact(word: str) -> str:
    """One word with its accents, its case folded."""
    return word.lower() if word.isascii() else unicodedata.normalize("NFC", cased(word).casefold())


def sigil(shaped: str, start: int) -> str:
    """`#` or `@` when that sign opens the word at `start`; the @ in the middle of an address opens none."""
    if start < 1 or shaped[start - 1] not in "#@":
        return ""
    before = start - 2
    while before >= 0 and shaped[before] == DROPPED:
        before -= 1
    return "" if before >= 0 and shaped[before] in "wm" else shaped[start - 1]


_GLUE = {"#": re.compile(r"_*[wmc]"), "@": re.compile(r"[_.@]*[wmc]")}


def is_glued(shaped: str, end: int, mark: str) -> bool:
    """Whether the tag (`#`) or the handle (`@`) of which a word ends at `end` goes on after it."""
    return _GLUE[mark].match(shaped, end) is not None
