"""Phrases written by hand that weigh for an intent, a conduct or a feeling, in French and in English."""

import functools
import itertools
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any, NamedTuple

from liant.engines.triage.folding import fold

LANGUAGES = ("fr", "en")
_FLIPPING = frozenset(
    [
        "pas",
        "plus",
        "jamais",
        "aucun",
        "aucune",
        "sans",
        "ni",
        "rien",
        "guere",
        "not",
        "no",
        "never",
        "without",
        "hardly",
        "nothing",
        "isn",
        "wasn",
        "aren",
        "don",
        "doesn",
        "didn",
        "won",
        "cannot",
        "cant",
        "dont",
        "didnt",
        "isnt",
        "wasnt",
        "couldn",
        "wouldn",
    ]
)
_FLIP_WITHIN = 3  # words
_GROUP = re.compile(r"\(([^()]*)\)")
_BREAKS = re.compile(r"[.;:!?\n,…]")


class Phrase(NamedTuple):
    """`folded` as it is looked for; `aim` an intent, a conduct, ``positive`` or ``negative``; `weight` in log-odds."""

    folded: str
    language: str
    aim: str
    weight: float
    is_prefix: bool


class Hit(NamedTuple):
    """A phrase found in a batch: `start` and `end` are places in the joined text."""

    phrase: Phrase
    start: int
    end: int


def _variants(line: str) -> Iterator[tuple[str, bool]]:
    """Each way through the ``(one|other)`` groups of a line, folded, and whether its last word may go on."""
    parts = _GROUP.split(line)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    folded = [[(" ".join(fold(one).split()), one.rstrip().endswith("*")) for one in choice] for choice in choices]
    for chosen in itertools.product(*folded):
        pieces = [piece for piece in chosen if piece[0] or piece[1]]
        yield " ".join(text for text, _ in pieces if text), bool(pieces) and pieces[-1][1]


def parse_phrases(source: str, language: str) -> list[Phrase]:
    """Reads ``[aim weight]`` sections of one phrase a line; ``*`` at the end lets the last word go on.

    Raises ValueError on a line before any section.
    """
    found: dict[tuple[str, str], Phrase] = {}
    aim, weight = "", 0.0
    for number, raw in enumerate(source.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            aim, value = line.strip("[]").split()
            weight = float(value)
        elif not aim:
            raise ValueError(f"line {number}: a phrase stands before any [aim weight]")
        else:
            for folded, is_prefix in _variants(line):
                found[folded, aim] = Phrase(folded, language, aim, weight, is_prefix)
    return list(found.values())


@functools.cache
def _automaton() -> tuple[Any, list[list[Phrase]]]:
    from ahocorasick_rs import AhoCorasick  # late: only a reading needs it

    by_text: dict[str, list[Phrase]] = {}
    for language in LANGUAGES:
        source = resources.files(__package__).joinpath(f"data/phrases_{language}.txt").read_text("utf-8")
        for phrase in parse_phrases(source, language):
            by_text.setdefault(phrase.folded, []).append(phrase)
    return AhoCorasick(list(by_text)), list(by_text.values())


def find_phrases(joined: str) -> list[Hit]:
    """Every phrase of both languages in a joined text, by start; linear in its length (Aho & Corasick 1975)."""
    automaton, phrases = _automaton()
    hits: list[Hit] = []
    for number, start, end in automaton.find_matches_as_indexes(joined, overlapping=True):
        if joined[start].isalpha() and joined[start - 1].isalpha():
            continue
        is_cut = joined[end - 1].isalpha() and joined[end].isalpha()
        stop = end
        while is_cut and joined[stop].isalpha():
            stop += 1
        hits.extend(Hit(p, start, stop) for p in phrases[number] if p.is_prefix or not is_cut)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    return hits


def is_flipped(folded: str, original: str, start: int) -> bool:
    """Whether a negation stands in the three words before `start`, in the same clause."""
    low = max(0, start - 40)
    breaks = [m.end() for m in _BREAKS.finditer(original, low, start)]
    words = folded[max([low, *breaks]) : start].split()[-_FLIP_WITHIN:]
    return any(word in _FLIPPING for word in words)
