"""A second, slow and plain matcher, written apart from the engine: every query looks at every word of every item.

Queries are nested tuples, never the engine's own tree:
    ("term", [word, ...], kind) ("within", [word, ...], n) ("near", left, right, n, is_ordered)
    ("and", ...) ("or", ...) ("not", q) ("title", word) ("author", word) ("tag", word) ("channel", word)
    ("lang", code) ("site", host) ("followers", low, high)
where kind is bare, quoted or case.
"""

import itertools
import unicodedata

SYMBOLS = "🔥€%&+"
HAN = "東京"
GAP = 10_000  # between title and text, in words


class Token:
    def __init__(self, text, start, end):
        self.start, self.end = start, end
        self.raw = unicodedata.normalize("NFC", text[start:end])
        self.exact = unicodedata.normalize("NFC", self.raw.casefold())
        bare = "".join(c for c in unicodedata.normalize("NFD", self.exact) if unicodedata.category(c) != "Mn")
        self.folded = bare.replace("œ", "oe").replace("æ", "ae")
        before, after = text[:start], text[end:]
        is_open = not is_letter(before[-2:-1]) or before[-2:-1] in HAN
        self.sigil = before[-1:] if before[-1:] in ("#", "@") and is_open else ""
        self.goes_on = {
            "#": is_letter(after.lstrip("_")[:1]),
            "@": is_letter(after.lstrip("_.@-")[:1]),
        }
        self.at = None


def is_letter(character):
    return character != "" and (character.isalnum() or unicodedata.category(character) == "Mn")


def tokenise(text):
    found, start = [], None
    for index, character in enumerate([*text, " "]):
        alone = character in SYMBOLS or character in HAN
        inside = is_letter(character) and not alone
        if start is not None and not inside:
            found.append(Token(text, start, index))
            start = None
        if inside and start is None and unicodedata.category(character) != "Mn":
            start = index
        if alone:
            found.append(Token(text, index, index + 1))
    return found


def fits(pattern, word):
    """A wildcard pattern against a word, by trying every way."""
    if not pattern:
        return not word
    if pattern[0] == "*":
        return any(fits(pattern[1:], word[n:]) for n in range(len(word) + 1))
    return bool(word) and pattern[0] in ("?", word[0]) and fits(pattern[1:], word[1:])


def wanted(written):
    """What a written term looks for: a list of (pattern folded, pattern exact or None, raw, sigil, chain, goes_on)."""
    swapped = written.replace("*", "ⰰ").replace("?", "ⰱ")  # two letters nobody uses, while cutting
    result, chain = [], ""
    for token in tokenise(swapped):
        folded, exact = (form.replace("ⰰ", "*").replace("ⰱ", "?") for form in (token.folded, token.exact))
        chain = token.sigil or (chain if result and result[-1][5] else "")
        goes_on = bool(chain) and token.goes_on[chain]
        result.append((folded, exact if exact != folded else None, token.raw, token.sigil, chain, goes_on))
    return result


def word_fits(want, token, kind):
    folded, exact, raw, sigil, chain, goes_on = want
    if kind == "case":
        if token.raw != raw:
            return False
    elif not fits(exact or folded, token.exact if exact else token.folded):
        return False
    if sigil and token.sigil != sigil:
        return False
    return not chain or folded.endswith("*") or token.goes_on[chain] == goes_on


def term_hits(words, kind, tokens):
    """Hits are (tokens, whether the sign before them belongs to them)."""
    wants = [want for written in words for want in wanted(written)]
    hits = set()
    for first in range(len(tokens)):
        window = tokens[first : first + len(wants)]
        together = len(window) == len(wants) and window[-1].at - window[0].at == len(wants) - 1
        if together and all(word_fits(w, t, kind) for w, t in zip(wants, window, strict=True)):
            hits.add((tuple(window), bool(wants[0][3])))
    return hits


def within_hits(words, distance, tokens):
    wants = [want for written in words for want in wanted(written)]
    width = len(wants) + distance
    any_fit = [token for token in tokens if any(word_fits(want, token, "quoted") for want in wants)]
    hits = set()
    for start in any_fit:
        window = [token for token in any_fit if start.at <= token.at < start.at + width]
        for choice in itertools.permutations(window, len(wants)):
            if all(word_fits(want, token, "quoted") for want, token in zip(wants, choice, strict=True)):
                hits.update(((t,), any(w[3] and word_fits(w, t, "quoted") for w in wants)) for t in window)
                break
    return hits


def near_hits(query, tokens):
    """All that take part, with a function giving what stands behind a choice of them."""
    if query[0] == "term":
        hits = term_hits(query[1], query[2], tokens)
        return hits, lambda chosen: chosen & hits
    if query[0] == "or":
        parts = [near_hits(part, tokens) for part in query[1:]]
        hits = set().union(*(part[0] for part in parts))
        return hits, lambda chosen: set().union(*(behind(chosen & found) for found, behind in parts))
    _, left, right, distance, is_ordered = query
    (lefts, behind_left), (rights, behind_right) = near_hits(left, tokens), near_hits(right, tokens)
    pairs = {
        (one, two)
        for one in lefts
        for two in rights
        if 0 <= two[0][0].at - one[0][-1].at - 1 <= distance
        or (not is_ordered and 0 <= one[0][0].at - two[0][-1].at - 1 <= distance)
    }
    hits = {hit for pair in pairs for hit in pair}

    def behind(chosen):
        kept = [pair for pair in pairs if pair[0] in chosen or pair[1] in chosen]
        return behind_left({one for one, _ in kept}) | behind_right({two for _, two in kept})

    return hits, behind


def evaluate(query, item, tokens):
    """None, or the set of hits."""
    kind, *parts = query
    if kind == "term":
        return term_hits(parts[0], parts[1], tokens) or None
    if kind == "within":
        return within_hits(parts[0], parts[1], tokens) or None
    if kind == "near":
        hits, behind = near_hits(query, tokens)
        return behind(hits) or None
    if kind == "and":
        found = [evaluate(part, item, tokens) for part in parts]
        return None if any(one is None for one in found) else set().union(*found)
    if kind == "or":
        found = [one for part in parts if (one := evaluate(part, item, tokens)) is not None]
        return set().union(*found) if found else None
    if kind == "not" and parts[0][0] == "not":  # said twice, it says nothing
        return evaluate(parts[0][1], item, tokens)
    if kind == "not":
        return set() if evaluate(parts[0], item, tokens) is None else None
    return set() if filter_holds(kind, parts, item, tokens) else None


def filter_holds(kind, parts, item, tokens):
    if kind == "title":
        return any(hit[0].at < GAP for hit, _ in term_hits(parts, "bare", tokens))
    if kind == "followers":
        count = item.get("followers")
        return count is not None and (parts[0] or 0) <= count <= (float("inf") if parts[1] is None else parts[1])
    if kind == "lang":
        return (item.get("lang") or "").split("-")[0] == parts[0]
    if kind == "site":
        return f".{(item.get('url') or '').removeprefix('https://').split('/')[0]}".endswith(f".{parts[0]}")
    names = {"author": [item.get("author")], "channel": [item.get("channel")], "tag": item.get("tags") or []}[kind]
    for name in names:
        alone = numbered(tokenise(name or ""), 0)
        if any(kind == "author" or len(hit) == len(alone) for hit, _ in term_hits(parts, "bare", alone)):
            return True
    return False


def numbered(tokens, first):
    for at, token in enumerate(tokens, first):
        token.at = at
    return tokens


def reference_match(query, item):
    """None, or the merged spans."""
    tokens = numbered(tokenise(item.get("title") or ""), 0) + numbered(tokenise(item["text"]), GAP)
    hits = evaluate(query, item, tokens)
    if hits is None:
        return None
    spans = []
    for start, end in sorted((hit[0].start - opened, hit[-1].end) for hit, opened in hits if hit[0].at >= GAP):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
