"""A text as the patterns read it: one ASCII byte for each character, lower case, no accents, so that places stay the same.

Bytes keep RE2 at its fastest, and `é`, `’` or a no-break space never make a rule miss. Characters that vanish (combining
accents, zero-width spaces) or widen (œ, æ, ß) are rare: only then a map of places is built. Linear in the text.
"""

import bisect
import codecs
import unicodedata
from typing import NamedTuple

OPEN, CLOSE, EURO, POUND, PICTURE, OTHER, MASKED = 0x06, 0x07, 0x02, 0x03, 0x04, 0x05, 0x10
_VANISHES, _WIDENS = 0x7F, 0x1C
_CHOSEN = {
    "«": OPEN, "“": OPEN, "„": OPEN, "»": CLOSE, "”": CLOSE, "‟": CLOSE, "€": EURO, "£": POUND,
    "’": 0x27, "‘": 0x27, "ʼ": 0x27, "′": 0x27, "`": 0x60, "´": 0x27,
    "‐": 0x2D, "‑": 0x2D, "‒": 0x2D, "–": 0x2D, "—": 0x2D, "−": 0x2D, "…": 0x2E, "•": 0x2A, "·": 0x2E, "‧": 0x2E,
    "\u2028": 0x0A, "\u2029": 0x0A, "\x7f": OTHER,
}  # fmt: skip
_WIDE = {"œ": b"oe", "Œ": b"oe", "æ": b"ae", "Æ": b"ae", "ß": b"ss", "ﬁ": b"fi", "ﬂ": b"fl"}
_KEPT_CONTROLS = b"\t\n\r"
_BY_CATEGORY = {
    "Mn": _VANISHES,
    "Me": _VANISHES,
    "Cf": _VANISHES,
    "Zs": 0x20,
    "So": PICTURE,
    "Sk": PICTURE,
    "Cs": PICTURE,
}
_MAP_LIMIT = 1 << 16  # what has been met is remembered, within reason


class Folded(NamedTuple):
    """`raw` as patterns read it; `origin` gives the place in the text of each byte, None when they are the same."""

    raw: bytes
    origin: list[int] | None

    def place(self, offset: int, length: int) -> int:
        """The place in a text of `length` characters for a byte's offset."""
        if self.origin is None:
            return offset
        return self.origin[offset] if offset < len(self.origin) else length

    def offset(self, place: int) -> int:
        """The byte where a character of the text is read, or the next that is."""
        return place if self.origin is None else bisect.bisect_left(self.origin, place)


def _byte_for(char: str) -> int:
    if char in _CHOSEN or char in _WIDE:
        return _CHOSEN.get(char, _WIDENS)
    point = ord(char)
    if point < 0x80:
        is_control = point < 0x20 and point not in _KEPT_CONTROLS
        return OTHER if is_control else ord(char.lower())
    base = unicodedata.normalize("NFKD", char)[0].lower()
    if base.isascii() and base.isalnum():
        return ord(base)
    category = unicodedata.category(char)
    return _BY_CATEGORY.get(category, OTHER)


# Beyond Latin-1, a byte that is no letter travels through the C1 controls, which texts don't hold, and comes back by the table.
_TRAVELS = {
    byte: 0x80 + i for i, byte in enumerate((OPEN, CLOSE, EURO, POUND, PICTURE, OTHER, _VANISHES, _WIDENS, 0x60))
}
_met: dict[str, int] = {}
_LATIN = bytearray(_byte_for(chr(point)) for point in range(256))
_LATIN[0x80:0xA0] = bytes([OTHER]) * 32
for _byte, _travel in _TRAVELS.items():
    _LATIN[_travel] = _byte
_TABLE = bytes(_LATIN)


def _beyond_latin(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 -- the codec promises it
    found = bytearray()
    for char in error.object[error.start : error.end]:
        byte = _met.get(char)
        if byte is None:
            byte = _byte_for(char)
            byte = _TRAVELS.get(byte, byte)
            if len(_met) < _MAP_LIMIT:
                _met[char] = byte
        found.append(byte)
    return bytes(found), error.end


codecs.register_error("liant.lint.fold", _beyond_latin)


def fold(text: str) -> Folded:
    """The text in bytes that patterns read, with the way back to its characters."""
    raw = text.encode("latin-1", "liant.lint.fold").translate(_TABLE)
    if _VANISHES not in raw and _WIDENS not in raw:
        return Folded(raw, None)
    found, origin = bytearray(), []
    for place, byte in enumerate(raw):
        if byte == _WIDENS:
            wide = _WIDE.get(text[place], b"\x05")
            found += wide
            origin += [place] * len(wide)
        elif byte != _VANISHES:
            found.append(byte)
            origin.append(place)
    return Folded(bytes(found), origin)


def fold_pattern(pattern: str) -> str:
    """A pattern written with accents and typography, as it must be to meet folded texts; ASCII is left as it is."""
    if pattern.isascii():
        return pattern
    return "".join(_fold_one(char) for char in pattern)


def _fold_one(char: str) -> str:
    if ord(char) < 0x80:
        return char
    if char in _WIDE:
        return _WIDE[char].decode()
    byte = _byte_for(char)
    return "" if byte == _VANISHES else f"\\x{byte:02x}" if byte < 0x20 or chr(byte) in ".*-`" else chr(byte)
