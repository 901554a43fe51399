"""Random queries and random items over one small vocabulary, so that they often meet."""

from hypothesis import strategies as st

WORDS = [
    *("orange", "Oranges", "été", "ete", "bank", "crédit", "credit", "œuf", "oeuf", "hôtel", "l'hôtel", "L’hotel"),
    *("tag", "moi", "#tag", "@moi", "#tag_2", "@moi.fr", "🔥", "5€", "C++", "R&D", "東京", "x_y", "wi-fi", "BT"),
]
PATTERNS = ["or*", "ba?k", "cré*", "cre*t", "#ta*", "oe*", "ét?", "oran*e*"]
WRITTEN = [
    *WORDS,
    "orange",
    "bank",
    "bank",
    "e\u0301te\u0301",
    "BANK",
    "Credit",
    "#tag",
    "tag",
    "bt",
    "le",
    "東",
    "banks",
    "ETE",
]
SEPARATORS = [" ", " ", " ", "  ", ", ", "'", "’", "-", ".", "_", "#", "@", "", "\n"]
NAMES = ["Jean Été", "jean", "@moi.fr", "BT", "marie"]

terms = st.sampled_from(WORDS + PATTERNS).map(lambda word: ("term", [word], "bare"))
phrases = st.lists(st.sampled_from(WORDS + PATTERNS), min_size=1, max_size=3).map(
    lambda words: ("term", words, "quoted")
)
cased = st.sampled_from(["BT", "Oranges", "été", "bank", "C++"]).map(lambda word: ("term", [word], "case"))
simple = st.one_of(terms, terms, phrases, cased)
windows = st.tuples(
    st.just("within"),
    st.lists(st.sampled_from(["orange", "bank", "or*", "été", "ete", "tag"]), min_size=2, max_size=3),
    st.integers(0, 4),
)
filters = st.one_of(
    st.tuples(st.just("title"), st.sampled_from(WORDS)),
    st.tuples(st.sampled_from(["author", "channel", "tag"]), st.sampled_from(["jean", "été", "marie", "bt", "moi"])),
    st.tuples(st.just("lang"), st.sampled_from(["fr", "en"])),
    st.tuples(st.just("site"), st.sampled_from(["lemonde.fr", "blog.lemonde.fr", "monde.fr"])),
    st.tuples(st.just("followers"), st.integers(0, 5), st.one_of(st.none(), st.integers(5, 9))),
)


def _groups(inner):
    return st.lists(inner, min_size=2, max_size=3).map(lambda parts: ("or", *parts))


def _nears(inner):
    return st.tuples(st.just("near"), inner, inner, st.integers(0, 4), st.booleans())


sides = st.recursive(simple, lambda inner: st.one_of(_groups(inner), _nears(inner)), max_leaves=4)
nears = _nears(sides)
queries = st.recursive(
    st.one_of(simple, simple, nears, windows, filters),
    lambda inner: st.one_of(
        _groups(inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: ("and", *parts)),
        inner.map(lambda part: ("not", part)),
    ),
    max_leaves=6,
)
texts = st.lists(st.tuples(st.sampled_from(WRITTEN), st.sampled_from(SEPARATORS)), max_size=14).map(
    lambda pieces: "".join(word + separator for word, separator in pieces)
)
items = st.fixed_dictionaries(
    {"text": texts},
    optional={
        "title": st.one_of(st.none(), texts),
        "author": st.sampled_from([None, *NAMES]),
        "channel": st.sampled_from([None, *NAMES]),
        "tags": st.lists(st.sampled_from(NAMES), max_size=2),
        "lang": st.sampled_from([None, "fr", "en", "fr-CA"]),
        "url": st.sampled_from(
            [None, "https://www.lemonde.fr/a", "https://blog.lemonde.fr/b?c", "https://grand-monde.fr"]
        ),
        "followers": st.one_of(st.none(), st.integers(0, 10)),
    },
)


def written(query):
    """The query as a person would write it."""
    kind, *parts = query
    if kind == "term":
        words, form = parts
        return {"bare": words[0], "quoted": f'"{" ".join(words)}"', "case": f"{{{words[0]}}}"}[form]
    if kind == "within":
        return f'"{" ".join(parts[0])}"~{parts[1]}'
    if kind == "near":
        left, right, distance, is_ordered = parts
        return f"({written(left)}) NEAR/{distance}{'f' if is_ordered else ''} ({written(right)})"
    if kind == "not":
        return f"NOT ({written(parts[0])})"
    if kind in {"and", "or"}:
        return f" {kind.upper()} ".join(f"({written(part)})" for part in parts)
    if kind == "followers":
        return f"followers:[{parts[0]} TO {'*' if parts[1] is None else parts[1]}]"
    return f"{kind}:{parts[0]}"
