"""Sentences that were written down in English, said in another language: known ones by their pattern, others as they are.

What is stored (the reason of a gap, a connector's refusal) is a sentence in English; the screens say it in the reader's
language with its names, addresses and reasons left in place.
"""

import re
from collections.abc import Callable, Iterable

_PLACE = re.compile(r"%\((\w+)\)s")


class Phrases:
    """`Phrases(["%(place)s refuses it."]).in_words("example.org refuses it.", gettext)`."""

    def __init__(self, phrases: Iterable[str]):
        # the longest fixed text first, so that the most precise phrase answers
        ordered = sorted(phrases, key=lambda phrase: -len(_PLACE.sub("", phrase)))
        self._patterns = [(re.compile(_pattern(phrase)), phrase) for phrase in ordered]

    def in_words(self, sentence: str, translate: Callable[[str], str]) -> str:
        """The sentence as `translate` says its phrase; a reason inside it is looked up in its turn."""
        for pattern, phrase in self._patterns:
            if match := pattern.fullmatch(sentence):
                places = match.groupdict()
                if "reason" in places:
                    places["reason"] = self.in_words(places["reason"], translate)
                return translate(phrase) % places
        return sentence


def _pattern(phrase: str) -> str:
    pieces = _PLACE.split(phrase)  # text, name, text, name, … text
    return "".join(f"(?P<{piece}>.+?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
