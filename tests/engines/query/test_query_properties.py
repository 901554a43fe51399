"""The engine against the plain reference, the canonical form, and anything a keyboard can send."""

import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from liant.engines.query import Query, QueryError, compile_queries, explain, format_query, parse, western
from liant.engines.query import words as forms
from liant.engines.query.reading import Folded, fold
from tests.engines.query.query_reference import reference_match
from tests.engines.query.query_strategies import items, queries, written

NOT_SELECTIVE = {"only_not", "only_filter", "too_common"}
SIGNS = [
    "AND ",
    "OR ",
    "NOT ",
    "NEAR/2 ",
    "NEAR/",
    "(",
    ")",
    '"',
    "~",
    "~3",
    "*",
    "?",
    "{",
    "}",
    "<<<",
    ">>>",
    "[1 TO 2]",
]
anything = st.lists(
    st.one_of(st.sampled_from([*SIGNS, "title:", "site:", "followers:", "«", "a ", "orange "]), st.text(max_size=4))
)


def read(text):
    """The expression, or None; and the refusal, or None."""
    try:
        return parse(text), None
    except QueryError as error:
        return None, error


def compiled(query):
    expression, refusal = read(written(query))
    assert refusal is None or refusal.code in NOT_SELECTIVE, (written(query), str(refusal))
    return expression


@settings(max_examples=600, deadline=None)
@given(st.lists(queries, min_size=1, max_size=4), st.lists(items, min_size=1, max_size=4))
def test_the_matcher_agrees_with_the_reference(chosen, texts):
    chosen = [query for query in chosen if compiled(query)]
    assume(chosen)
    matcher = compile_queries([Query(str(number), written(query)) for number, query in enumerate(chosen)])
    for item, found in zip(texts, matcher.match_many(texts), strict=True):
        expected = {
            str(n): spans for n, query in enumerate(chosen) if (spans := reference_match(query, item)) is not None
        }
        assert {match.name: match.spans for match in found} == expected, (item, [written(query) for query in chosen])


@settings(max_examples=300, deadline=None)
@given(queries, st.integers(10, 120))
def test_the_canonical_form_reads_the_same_and_is_stable(query, width):
    expression = compiled(query)
    assume(expression)
    text = format_query(expression, width)
    assert parse(text) == expression
    assert format_query(text, width) == text
    assert explain(expression)
    assert explain(expression, "fr")


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), anything.map("".join)))
@example("title:")
@example("followers:[9 TO 1]")
@example('"\u0301"')
def test_any_input_is_read_or_refused_with_its_place(text):
    expression, refusal = read(text)
    if refusal is not None:
        assert 0 <= refusal.offset <= refusal.offset + refusal.length <= len(text)
        assert refusal.message("fr") != refusal.message("en")
    else:
        assert parse(format_query(expression)) == expression
        compile_queries([Query("q", text)]).match({"text": text, "title": text})


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters()))
@example("\ud800orange")
@example("\U0001d15e x")
@example("か\u3099 ｶﾞ ½ m² ﷺ 👍🏽 👩\u200d💻 ா")
def test_the_folded_text_has_the_words_of_the_text(text):
    places = forms.tokens(forms.shape(text))
    folded = forms.fold(text).split()
    assert folded == [forms.fold_word(text[start:end]) for start, end in places]
    assert all(folded)
    matcher = compile_queries([Query("q", "orange")])
    matcher.match({"text": text + " orange"})


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"aa aa aa aa aa aa aa aa aa aa"~100', "aa " * 20_000),
        ("((aa NEAR/100 bb) NEAR/100 aa) NEAR/100 bb", "aa bb " * 8_000),
        ("ab*a*a*a*a*a*a*a*a*c", "ab" + "a" * 50_000),
        (" AND ".join(["aa"] * 14_000), "aa " * 20),
        ("(" * 50 + "aa" + ")" * 50, "aa"),
        ("NOT " * 20_000 + "aa", "aa"),
        (" OR ".join(f"a{n}" for n in range(10_000)), "a1 " * 20_000),
        ("#aa", "#" * 100_000 + "aa"),
        ("@aa", "@aa" + "." * 100_000 + "@aa" + "\u0301" * 100_000),
    ],
    ids=["window", "near", "stars", "and", "brackets", "not", "or", "hashes", "dots"],
)
def test_hard_input_takes_a_reasonable_time(query, text):
    start = time.process_time()
    compile_queries([Query("q", query)]).match({"text": text})
    assert time.process_time() - start < 3


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("aàÉçñÿß ’'.,#@_-+&%$€œ²½\xad\xa0\u202f\u2009\u2011…«»™°ªµ\x00\n\x81Z9🔥")))
def test_the_quick_way_gives_what_the_plain_way_gives(text):
    quick = western.fold(text)
    assert quick is None or quick[0].decode() == forms.fold(text)
    assert quick is not None or not text.isascii()
    folded = Folded(text, *fold(text))
    places = forms.tokens(forms.shape(text))
    assert [folded.place(number) for number in range(len(places))] == places
