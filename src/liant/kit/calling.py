"""Who is named in a note: "@Léa", "@Léa Fontaine", accents and case aside."""

import unicodedata
from collections.abc import Mapping


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def called_in(text: str, names: Mapping[int, str]) -> set[int]:
    """The keys of those named after an @: by the whole name, or by a first name that only one of them has."""
    said, found = folded(text), set()
    whole = {key: folded(name).strip() for key, name in names.items() if name.strip()}
    firsts = [name.split()[0] for name in whole.values()]
    for key, name in whole.items():
        ways = [name]
        if firsts.count(name.split()[0]) == 1:
            ways.append(name.split()[0])
        if any(is_called(said, way) for way in ways):
            found.add(key)
    return found


def is_called(said: str, way: str) -> bool:
    """After an @ that begins a word, and not as the beginning of a longer word: an address is nobody's name."""
    start = said.find(f"@{way}")
    while start >= 0:
        before = said[start - 1 : start]
        after = said[start + len(way) + 1 : start + len(way) + 2]
        if not before.isalnum() and not (after.isalnum() or after == "_"):
            return True
        start = said.find(f"@{way}", start + 1)
    return False
