"""What a rule must not read: other people's words, code, addresses, hashtags, names, comments. Hidden, never removed.

Every scan moves forward only, and what it looks ahead for is bounded: linear in the text.
"""

from collections.abc import Iterable, Iterator, Sequence

from liant.engines.lint.folding import CLOSE, MASKED, OPEN, fold
from liant.engines.lint.patterns import Pattern

_QUOTE_LIMIT = 600  # characters between the two marks
_NAMES_LIMIT = 200
_ADDRESSES = Pattern(r"(?:https?://|www\.)[^\s<>\"\x06\x07]+|\B[#@]\w[\w.-]*")
_BLOCK_QUOTES = Pattern(r"(?m)^ {0,3}>[^\n]*")
_LINK_TARGETS = Pattern(r"\]\([^()\n]*\)")
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_")
_SPACE = frozenset(b" \t\n\r")


def mask(raw: bytes, names: Sequence[str] = ()) -> bytes:
    """The folded text with what rules must not read filled with one byte; same length."""
    spans = [*_code(raw), *_comments(raw), *_quotes(raw)]
    if b"://" in raw or b"www." in raw or b"#" in raw or b"@" in raw:
        spans += _ADDRESSES.find_every(raw)
    if b">" in raw:
        spans += _BLOCK_QUOTES.find_every(raw)
    if b"](" in raw:
        spans += ((start + 1, end) for start, end in _LINK_TARGETS.find_every(raw))
    spans += _names(raw, names)
    return _filled(raw, spans) if spans else raw


def mask_code(raw: bytes) -> bytes:
    """The folded text with code and comments filled, and nothing else: for rules that read quotations and links too."""
    if b"`" not in raw and b"<!--" not in raw:
        return raw
    return _filled(raw, [*_code(raw), *_comments(raw)])


def _filled(raw: bytes, spans: Iterable[tuple[int, int]]) -> bytes:
    found = bytearray(raw)
    for start, end in spans:
        found[start:end] = bytes([MASKED]) * (end - start)
    return bytes(found)


def _code(raw: bytes) -> Iterator[tuple[int, int]]:
    place = raw.find(b"`")
    while place >= 0:
        fence = b"```" if raw.startswith(b"```", place) else b"`"
        end = raw.find(fence, place + len(fence))
        if end < 0:
            if fence != b"`":
                yield place, len(raw)
            return
        line_end = raw.find(b"\n", place, end) if fence == b"`" else -1
        if line_end < 0:
            yield place, end + len(fence)
            place = raw.find(b"`", end + len(fence))
        else:
            place = raw.find(b"`", line_end)


def _comments(raw: bytes) -> Iterator[tuple[int, int]]:
    place = raw.find(b"<!--")
    while place >= 0:
        end = raw.find(b"-->", place)
        end = len(raw) if end < 0 else end + 3
        yield place, end
        place = raw.find(b"<!--", end)


def _quotes(raw: bytes) -> Iterator[tuple[int, int]]:
    place = raw.find(bytes([OPEN]))
    while place >= 0:
        end = raw.find(bytes([CLOSE]), place, place + _QUOTE_LIMIT)
        if end >= 0:
            yield place, end + 1
        place = raw.find(bytes([OPEN]), place + 1 if end < 0 else end + 1)
    place = raw.find(b'"')
    while place >= 0:
        end = _closing(raw, place)
        if end >= 0:
            yield place, end + 1
        place = raw.find(b'"', place + 1 if end < 0 else end + 1)


def _closing(raw: bytes, opening: int) -> int:
    """Where the straight mark that answers this one stands; -1 when this one opens nothing (inches, a lone mark)."""
    if opening and raw[opening - 1] in _WORD:
        return -1
    end = raw.find(b'"', opening + 1, opening + _QUOTE_LIMIT)
    if end < 0 or raw[end - 1] in _SPACE or raw.find(b"\n\n", opening, end) >= 0:
        return -1
    return end


def _names(raw: bytes, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for name in names[:_NAMES_LIMIT]:
        wanted = fold(name).raw.strip()
        place = raw.find(wanted) if wanted else -1
        while place >= 0:
            end = place + len(wanted)
            is_whole = (not place or raw[place - 1] not in _WORD) and (end == len(raw) or raw[end] not in _WORD)
            if is_whole:
                yield place, end
            place = raw.find(wanted, end)
