"""Letters put together by machines: greeted twice, not greeted, damaged characters, two languages in one paragraph."""

from collections.abc import Iterator

from liant.engines.lint.language import count_small_words
from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule

_GREETING = r"(?:bonjour|bonsoir|cher|chère|chers|chères|cher\(e\)|madame|monsieur|mesdames|dear|hello|hi|good (?:morning|afternoon|evening)|salut)"
_GREETS = Pattern(rf"\A\W{{0,4}}{_GREETING}\b")
_STUTTERS = Pattern(r"\A\W{0,4}(?:bonjour,? bonjour|cher cher|chère chère|dear dear|hello,? hello|hi hi|bonjour,? (?:cher|chère)s? bonjour)\b")  # fmt: skip
_BODY_AFTER_NAME = Pattern(r"\A(?:dear|hello|hi) \w[\w.-]{0,30}(?: \w[\w.-]{0,30})?,")
_FRENCH_BODY_AFTER_NAME = Pattern(r"\A(?:bonjour|cher|chère) \w[\w.-]{0,30}(?: \w[\w.-]{0,30})?,")
_ENGLISH = Pattern(r"\b(?:the|you|your|we|our|and|dear|hello|hi)\b")
_LINES_READ = 12
_SENTENCE = Pattern(r"[^.!?\n]{12,400}[.!?\n]?")
_FOREIGN_WORDS = 4
_DAMAGES = ("Ã", "Â", "â€", "Å", "\ufffd", "ï»¿", "&", "=C3=", "=?")
_ENTITIES = {"&eacute;": "é", "&egrave;": "è", "&agrave;": "à", "&ecirc;": "ê", "&ccedil;": "ç", "&nbsp;": " ", "&amp;": "&",
             "&#39;": "’", "&#039;": "’", "&rsquo;": "’", "&quot;": '"', "&laquo;": "«", "&raquo;": "»", "&icirc;": "î",
             "&ocirc;": "ô", "&ugrave;": "ù", "&apos;": "’", "&lt;": "<", "&gt;": ">", "&#8217;": "’"}  # fmt: skip
_FINDINGS = 50


def measure_double_salutation(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """The first two lines that say something both greet, or one word of greeting is said twice."""
    lines = list(_first_lines(passage))
    if lines and _STUTTERS.is_in(passage.raw[lines[0][0] : lines[0][1]]):
        yield Match(*lines[0])
        return
    if len(lines) < 2:
        return
    greets = [_GREETS.is_in(passage.raw[low:high]) for low, high in lines[:2]]
    if all(greets) and lines[0][1] - lines[0][0] <= 60:
        low, high = lines[1]
        yield Match(low, min(high, low + 60))


def _first_lines(passage: Passage) -> Iterator[tuple[int, int]]:
    place, raw = 0, passage.raw
    for _ in range(_LINES_READ):
        end = raw.find(b"\n", place)
        stop = len(raw) if end < 0 else end
        if raw[place:stop].strip():
            yield place, stop
        if end < 0:
            return
        place = end + 1


def measure_missing_salutation(passage: Passage, rule: Rule) -> Iterator[Match]:
    """A letter of some length whose first line greets nobody."""
    if len(passage.raw.split(None, 40)) < int(rule.measure_options.get("least_words", 12)):
        return
    low, high = next(_first_lines(passage), (0, 0))
    if not _GREETS.is_in(passage.raw[low:high]):
        yield Match(low, min(high, low + 60))


def measure_garble(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """Characters read in another encoding than their own, and codes of web pages and mails left as they were."""
    text = passage.text
    if text.isascii() and "&" not in text and "=" not in text:
        return
    if not any(sign in text for sign in _DAMAGES):
        return
    found = [*_mistaken(text), *_entities(text), *_lost(text)][:_FINDINGS]
    for start, end, repaired in found:
        low, high = passage.folded.offset(start), passage.folded.offset(end - 1) + 1
        yield Match(low, high, {"repaired": repaired or "?"}, replacement=repaired or None)


def _mistaken(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of UTF-8 read as Windows-1252 that read well once put right."""
    for sign in ("Ã", "Â", "â€", "Å"):
        place = text.find(sign)
        while place >= 0:
            end = place + (3 if sign == "â€" else 2)
            repaired = _put_right(text[place:end])
            if repaired:
                yield place, end, repaired
            place = text.find(sign, place + 1)


def _put_right(damaged: str) -> str:
    try:
        raw = b"".join(
            char.encode("cp1252") if not 0x80 <= ord(char) < 0xA0 else bytes([ord(char)]) for char in damaged
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return ""


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    place = text.find("&")
    while place >= 0:
        end = text.find(";", place, place + 10)
        repaired = _ENTITIES.get(text[place : end + 1]) if end > 0 else None
        if repaired is not None:
            yield place, end + 1, repaired
        place = text.find("&", place + 1)


def _lost(text: str) -> Iterator[tuple[int, int, str]]:
    for sign in ("\ufffd", "ï»¿", "=C3=", "=?utf-8?", "=?UTF-8?", "=?iso-8859-1?"):
        place = text.find(sign)
        while place >= 0:
            yield place, place + len(sign), ""
            place = text.find(sign, place + len(sign))


def measure_mixed_languages(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """A paragraph with sentences in French and sentences in English, or a salutation in the other language than its letter."""
    words = passage.words
    if not _ENGLISH.is_in(words):
        return
    counts = count_small_words(words)
    if min(counts[:2]) < _FOREIGN_WORDS and not _GREETS.is_in(words[:80]):
        return
    for low, high in passage.blocks[:200]:
        yield from _mixed(words, low, high)


def _mixed(words: bytes, low: int, high: int) -> Iterator[Match]:
    languages: dict[str, tuple[int, int]] = {}
    opening = "en" if _BODY_AFTER_NAME.is_in(words[low:high]) else ""
    opening = opening or ("fr" if _FRENCH_BODY_AFTER_NAME.is_in(words[low:high]) else "")
    for start, end in _SENTENCE.find_all(words, low, high):
        french, english, _ = count_small_words(words[start:end])
        if french >= _FOREIGN_WORDS and english * 4 <= french:
            languages.setdefault("fr", (start, end))
        elif english >= _FOREIGN_WORDS and french * 4 <= english:
            languages.setdefault("en", (start, end))
    if opening and languages and opening not in languages and low == 0:
        yield Match(*next(iter(languages.values())))
    elif len(languages) == 2:
        yield Match(*max(languages.values()))
