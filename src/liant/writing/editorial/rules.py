"""What a text of our own speaks of, read by plain words that anyone can check; where the language is not known, nothing is
said. Elided words (*l’équipe*, *we’re*) are cut at the apostrophe."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+")
OURS = {
    "fr": frozenset(("nous", "notre", "nos", "nôtre", "nôtres")),
    "en": frozenset(("we", "us", "our", "ours", "ourselves")),
}
YOURS = {
    "fr": frozenset(("vous", "votre", "vos", "vôtre", "vôtres", "tu", "te", "toi", "ton", "ta", "tes", "t")),
    "en": frozenset(("you", "your", "yours", "yourself", "yourselves")),
}
TU = frozenset(("tu", "te", "toi", "ton", "ta", "tes"))
VOUS = frozenset(("vous", "votre", "vos"))
CONTRACTED = re.compile(r"\b(?:\w+n[’']t|(?:we|you|they|i|it|that|there)[’'](?:re|ve|ll|d|m|s))\b", re.IGNORECASE)
SPELLED_OUT = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should) ?not|(?:we|you|they) (?:are|have|will)|"
    r"(?:it|that|there) is|i am)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Read:
    """`is_formal` is None where the text addresses nobody; `is_on_subject` where no words of the subject are known."""

    is_about_us: bool
    is_on_subject: bool | None
    is_formal: bool | None


def plain(text: str) -> str:
    """Small letters without accents, as words are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def read_text(text: str, language: str, *, subject_words: Collection[str], own_names: Collection[str]) -> Read | None:
    """About ourselves: it says *we* or our name, more often than it says *you*, and never the subject. None where the
    language is neither French nor English, or there are no words."""
    language = language[:2].lower()
    if language not in OURS:
        return None
    words = [word.casefold() for word in WORD.findall(text)]
    if not words:
        return None
    ours = sum(word in OURS[language] for word in words) + named(text, own_names)
    yours = sum(word in YOURS[language] for word in words)
    is_on_subject = named(text, subject_words) > 0 if subject_words else None
    is_about_us = ours > yours and not is_on_subject
    return Read(is_about_us, is_on_subject, formality(text, words, language))


def named(text: str, names: Collection[str]) -> int:
    """How many times one of these stands in the text, as whole words."""
    found = f" {' '.join(WORD.findall(plain(text)))} "
    return sum(found.count(f" {wanted} ") for name in names if (wanted := " ".join(WORD.findall(plain(name)))))


def formality(text: str, words: list[str], language: str) -> bool | None:
    """French: *vous* rather than *tu*; English: spelled out rather than contracted."""
    if language == "fr":
        formal, informal = sum(word in VOUS for word in words), sum(word in TU for word in words)
    else:
        formal, informal = len(SPELLED_OUT.findall(text)), len(CONTRACTED.findall(text))
    return None if not formal and not informal else formal > informal


def within(share: int | None, part: int, whole: int) -> bool | None:
    """Whether a part keeps to a share in per cent; None where there is none, or nothing to count."""
    return None if share is None or not whole else part * 100 <= share * whole
