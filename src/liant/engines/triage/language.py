"""Tells the language of a message: by its script, by its small words, then by py3langid; says nothing when unsure."""

import functools
import unicodedata
from importlib import resources
from typing import Any

_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0590, 0x05FF, "he"), (0x0600, 0x06FF, "ar"), (0x0900, 0x097F, "hi"),
    (0x0E00, 0x0E7F, "th"), (0x3040, 0x30FF, "ja"), (0xAC00, 0xD7AF, "ko"), (0x4E00, 0x9FFF, "zh"),
    (0x0400, 0x04FF, "ru"),
)  # fmt: skip
_ACCENTS = {"fr": "éèêàçùœîûëï", "es": "ñ¿¡íóá", "de": "ßöäü", "pt": "ãõ", "it": "ìò", "pl": "ąęłśżź", "tr": "ğşı",
            "ro": "țșă", "cs": "řůě", "sv": "å"}  # fmt: skip
# What py3langid may answer: a choice of 97 on a few words is mostly noise.
_CANDIDATES = ["fr", "en", "es", "de", "it", "pt", "nl", "pl", "ro", "tr", "sv", "da", "nb", "fi", "cs", "hu", "ca",
               "ru", "uk", "ar", "vi", "id", "hr", "sk", "bg", "el", "he", "fa", "hi", "ja", "ko", "zh", "th"]  # fmt: skip
_SURE = 0.5  # py3langid's own probability, over the candidates


@functools.cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """Folded word -> the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for line in resources.files(__package__).joinpath("data/small_words.txt").read_text("utf-8").splitlines():
        language, _, words = line.partition(":")
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


def is_small_word(folded: str) -> bool:
    """Whether a folded word is one of those that tell a language; most carry no meaning of their own."""
    return folded in _small_words()


@functools.cache
def _accent_languages() -> dict[str, str]:
    return {accent: language for language, accents in _ACCENTS.items() for accent in accents}


@functools.cache
def _identifier() -> Any:
    # Late: its model takes half a second to unpack, and most messages are told by their small words.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([c for c in _CANDIDATES if c in identifier.labels])
    return identifier


def _by_script(text: str) -> str | None:
    letters = [ord(char) for char in text if char.isalpha()]
    counts: dict[str, int] = {}
    for point in letters:
        language = next((name for low, high, name in _SCRIPTS if low <= point <= high), None)
        if language:
            counts[language] = counts.get(language, 0) + 1
    if sum(counts.values()) * 2 <= len(letters):
        return None
    if "ja" in counts:
        return "ja"
    best = max(counts, key=counts.__getitem__)
    if best == "ru" and any(char in "іїєґІЇЄҐ" for char in text):
        return "uk"
    return "fa" if best == "ar" and any(char in "پچگژ" for char in text) else best


def _by_small_words(words: list[str], accents: dict[str, int]) -> tuple[str | None, float]:
    """The best language and how far it stands before the second, in words."""
    known = _small_words()
    scores: dict[str, float] = {}
    for word in words[:200]:
        languages = known.get(word)
        if languages:
            for language in languages:
                scores[language] = scores.get(language, 0.0) + 1 / len(languages)
    for language, count in accents.items():
        scores[language] = scores.get(language, 0.0) + min(0.4 * count, 1.2)
    if not scores:
        return None, 0.0
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], ranked[0][1] - second


def tell_language(original: str, folded: str) -> str | None:
    """ISO 639-1 code of the language, None when unsure.

    `folded` is `original` through `folding.fold`. Small words decide when they clearly agree; else py3langid
    (Lui & Baldwin 2012, langid.py) over 33 languages, kept only above one half; below three words nothing is guessed.
    """
    words = [word for word in folded.split() if word.isalpha()]
    if not words:
        return None
    head = original[:2000]
    accents: dict[str, int] = {}
    if not head.isascii():
        script = _by_script(head[:400]) if any(ord(char) > 0x36F for char in words[0] + words[-1]) else None
        if script:
            return script
        table = _accent_languages()
        for char in unicodedata.normalize("NFC", head).lower():
            language = table.get(char)
            if language:
                accents[language] = accents.get(language, 0) + 1
    language, lead = _by_small_words(words, accents)
    needed = 0.5 if len(words) <= 3 else 0.9 if len(words) <= 6 else 1.5
    if language and lead >= needed:
        return language
    if len(words) < 4 or sum(map(len, words)) < 16:
        return None
    guess, probability = _identifier().classify(" ".join(head.split()))
    if probability < _SURE or (language and guess != language and lead >= 0.5):
        return None
    return "no" if guess == "nb" else str(guess)
