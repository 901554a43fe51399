"""What a letter looks for in what was said: computed from values."""

from collections.abc import Iterable

from liant.engines.query import Matcher, Query, compile_queries

MOST_WORDS = 20


def split_words(text: str) -> list[str]:
    """What was typed, one word or name by line or comma, each once, in order."""
    words = (" ".join(part.replace('"', " ").split())[:60] for line in text.splitlines() for part in line.split(","))
    return list(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def matcher_of(words: Iterable[str]) -> Matcher | None:
    """Finds a text that holds one of these words or names, whatever its accents and case; None without any."""
    quoted = ['"{}"'.format(word.replace('"', " ")) for word in words if any(map(str.isalnum, word))]
    return compile_queries([Query("words", " OR ".join(quoted))]) if quoted else None
