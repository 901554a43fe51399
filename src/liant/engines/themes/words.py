"""Comments as passages of terms: words without their endings, families of words, and pairs of words that follow each other."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

PASSAGE = re.compile(r"(?<=[.!?…;])\s+|\n+")
WORD = re.compile(r"[^\W\d_]{2,}")
LANGUAGES = {"fr": "french", "en": "english"}  # code → its name for Snowball
FAMILY = 4  # letters that words of one family begin with: what is few is held together by it


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a comment. `terms`: stems, their families as “form*”, and pairs of stems as “one other”; `forms`: each as
    it was written."""

    comment: int
    terms: tuple[str, ...]
    forms: tuple[str, ...]


def passages_of(comments: Sequence[str]) -> list[Passage]:
    """The sentences of all comments, in their order; those that say nothing are left out.

    A word is stemmed by Snowball (M. F. Porter, 2001) in the language of its comment: the one of French and English to which
    more of its small words belong; where as many do, the one of most comments.
    """
    told = [_language(comment) for comment in comments]
    usual = "en" if told.count("en") > told.count("fr") else "fr"
    found = []
    for at, (comment, language) in enumerate(zip(comments, told, strict=True)):
        for sentence in PASSAGE.split(comment):
            terms, forms = _terms(sentence, language or usual)
            if terms:
                found.append(Passage(at, terms, forms))
    return found


def fold(word: str) -> str:
    """In small letters without accents: people leave them out."""
    letters = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _language(comment: str) -> str | None:
    words = [fold(word) for word in WORD.findall(comment)]
    counts = {language: sum(word in _small_words(language) for word in words) for language in LANGUAGES}
    return None if counts["fr"] == counts["en"] else max(counts, key=lambda one: counts[one])


def _terms(sentence: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    terms, forms = [], []
    before: tuple[str, str] | None = None
    for word in WORD.findall(sentence):
        folded = fold(word)
        if folded in _small_words(language) or (len(folded) < 3 and not word.isupper()):
            before = None
            continue
        now = (_stem(word.lower(), language), word if word.isupper() else word.lower())
        terms += [now[0], family_of(now[0])]
        forms += [now[1], now[1]]
        if before is not None:
            terms.append(f"{before[0]} {now[0]}")
            forms.append(f"{before[1]} {now[1]}")
        before = now
    return tuple(terms), tuple(forms)


def family_of(stem: str) -> str:
    """The family of a stem, as a term."""
    return f"{stem[:FAMILY]}*"


@cache
def _small_words(language: str) -> frozenset[str]:
    """Folded words that tell nothing of what a comment is about."""
    return frozenset(resources.files(__package__).joinpath(f"small_words/{language}.txt").read_text("utf-8").split())


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # late: only comments need it

    return snowballstemmer.stemmer(LANGUAGES[language])


@cache
def _stem(word: str, language: str) -> str:
    return fold(_stemmer(language).stemWord(word))


def written(passages: Sequence[Passage]) -> dict[str, str]:
    """Each term as people wrote it most often; of two forms, the first by the alphabet."""
    forms: dict[str, Counter[str]] = {}
    for one in passages:
        for term, form in zip(one.terms, one.forms, strict=True):
            forms.setdefault(term, Counter())[form] += 1
    return {term: min(found, key=lambda form: (-found[form], form)) for term, found in forms.items()}
