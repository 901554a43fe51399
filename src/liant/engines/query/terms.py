"""Turns what is written for a word, a phrase or a field's value into the words to compare."""

from collections.abc import Callable

from liant.engines.query import words as reading
from liant.engines.query.errors import QueryError
from liant.engines.query.lexer import Sign
from liant.engines.query.nodes import Place, Term, Word

MOST_WORDS_NEAR = 10  # in "…"~n, where each order is tried
WILDCARDS = "*?"


def build_term(sign: Sign, source: str, comments: tuple[str, ...] = (), distance: int | None = None) -> Term:
    """The term written by a sign of kind word, quoted or case. Raises QueryError."""
    kind = "bare" if sign.kind == "word" else sign.kind
    if kind == "bare" and len(sign.text) > 1 and sign.text[0] in "-\u2013\u2212":
        raise QueryError("minus", sign.place, source, raw=_short(sign.text))
    found = _words(sign.text, kind, sign.place, source)
    if not found:
        raise QueryError("nothing_in_term", sign.place, source, raw=_short(sign.text))
    if distance is not None and not 2 <= len(found) <= MOST_WORDS_NEAR:
        raise QueryError("tilde_words", sign.place, source, count=len(found), limit=MOST_WORDS_NEAR)
    return Term(sign.text, kind, found, distance, sign.place, comments)


def build_site(sign: Sign, source: str, comments: tuple[str, ...] = ()) -> Term:
    """The domain name of `site:`, without scheme and www. Raises QueryError."""
    host = host_of(sign.text)
    after = sign.text.partition("://")[2] or sign.text
    if "." not in host or after.strip("/").lower().removeprefix("www.") != host or not host.replace(".", "").strip("-"):
        raise QueryError("bad_site", sign.place, source, raw=_short(sign.text))
    term = build_term(Sign("quoted", host, sign.place), source, comments)
    return Term(host, "bare", term.words, None, sign.place, comments)


def host_of(url: str) -> str:
    """The host of an address, in lower case, without port, account and www.; empty where there is none."""
    host = url.strip().partition("://")[2] or url.strip()
    for mark in "/?#\\":
        host = host.partition(mark)[0]
    host = host.rpartition("@")[2].partition(":")[0]
    return host.lower().rstrip(".").removeprefix("www.")


def _words(text: str, kind: str, place: Place, source: str) -> tuple[Word, ...]:
    if kind == "case" and any(mark in text for mark in WILDCARDS):
        raise QueryError("wildcard_in_braces", place, source)
    shaped = reading.shape(text)
    for mark in WILDCARDS:
        shaped = "".join("w" if character == mark else kept for character, kept in zip(text, shaped, strict=True))
    found: list[Word] = []
    chain = ""
    for start, end in reading.tokens(shaped):
        written = text[start:end]
        sigil = reading.sigil(shaped, start)
        chain = sigil or (chain if found and found[-1].is_glued else "")
        is_glued = bool(chain) and reading.is_glued(shaped, end, chain)
        folded, accented = _each(reading.fold_word, written), _each(reading.exact, written)
        _check_wildcards(folded, written, place, source)
        found.append(
            Word(
                folded,
                accented if accented != folded and kind != "case" else None,
                reading.cased(written) if kind == "case" else None,
                sigil,
                chain,
                is_glued,
            )
        )
    return tuple(found)


def _each(change: Callable[[str], str], written: str) -> str:
    """Apply `change` between the wildcards."""
    pieces = [""]
    for character in written:
        if character in WILDCARDS:
            pieces += [character, ""]
        else:
            pieces[-1] += character
    return "".join(piece if piece in WILDCARDS else change(piece) for piece in pieces if piece)


def _check_wildcards(folded: str, written: str, place: Place, source: str) -> None:
    first = min((folded.index(mark) for mark in WILDCARDS if mark in folded), default=None)
    if first == 0:
        raise QueryError("leading_wildcard", place, source, raw=_short(written))
    if first is not None and first < 2:
        raise QueryError("short_wildcard", place, source, raw=_short(written))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
