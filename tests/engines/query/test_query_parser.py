"""What is read, what is refused, and the words of each refusal."""

import string

import pytest

from liant.engines.query import QueryError, explain, format_query, parse, unmet
from liant.engines.query.messages import MESSAGES

REFUSED = {
    "": ("empty", 0, 0),
    "  <<<only this>>>": ("empty", 0, 17),
    "orange bank": ("side_by_side", 7, 4),
    '"orange" bank': ("side_by_side", 9, 4),
    "orange (bank)": ("side_by_side", 7, 1),
    "orange and bank": ("not_an_operator", 7, 3),
    "orange ET bank": ("not_an_operator", 7, 2),
    "orange || bank": ("not_an_operator", 7, 2),
    "SAUF orange": ("not_an_operator", 0, 4),
    "-orange": ("minus", 0, 7),
    "a AND b OR c": ("and_or_mixed", 8, 2),
    "a NOT b OR c": ("and_or_mixed", 8, 2),
    "a AND b NEAR/2 c": ("near_mixed", 8, 6),
    "a NEAR/2 b OR c": ("near_mixed", 11, 2),
    "a NEAR/2 b NEAR/2 c": ("near_twice", 11, 6),
    "a NEAR b": ("near_distance", 2, 4),
    "a NEAR/x b": ("near_distance", 2, 6),
    "a NEAR/101 b": ("too_far", 2, 8),
    '"a b"~1000': ("too_far", 5, 5),
    "(a AND b) NEAR/2 c": ("and_in_near", 0, 9),
    "a NEAR/2 (b OR (c AND d))": ("and_in_near", 15, 9),
    "a NEAR/2 NOT b": ("not_in_near", 9, 5),
    "a NEAR/2 lang:fr": ("filter_in_near", 9, 7),
    'a NEAR/2 "b c"~2': ("tilde_in_near", 9, 5),
    "*range": ("leading_wildcard", 0, 6),
    "o*": ("short_wildcard", 0, 2),
    '"big ?range"': ("leading_wildcard", 0, 12),
    "{BT*}": ("wildcard_in_braces", 0, 5),
    "lang:f*": ("short_wildcard", 5, 2),
    "channel:blue* AND a": ("wildcard_in_value", 8, 5),
    "orange~2": ("tilde_alone", 6, 2),
    "~2": ("tilde_alone", 0, 2),
    '"a b"~': ("tilde_number", 5, 1),
    '"orange"~2': ("tilde_words", 0, 8),
    '"orange': ("unclosed_quote", 0, 1),
    "a AND {BT": ("unclosed_brace", 6, 1),
    "a <<<b": ("unclosed_comment", 2, 3),
    "(a OR b": ("unclosed_bracket", 0, 1),
    "a)": ("unopened_bracket", 1, 1),
    ")": ("unopened_bracket", 0, 1),
    "()": ("empty_group", 0, 2),
    "a AND ()": ("empty_group", 6, 2),
    "a <3": ("stray", 2, 1),
    "[1 TO 2]": ("stray", 0, 1),
    "AND a": ("nothing_before", 0, 3),
    "a AND OR b": ("nothing_before", 6, 2),
    "a AND": ("nothing_after", 2, 3),
    "a AND NOT": ("nothing_after", 6, 3),
    "(a OR)": ("nothing_after", 3, 2),
    "!": ("nothing_in_term", 0, 1),
    "'": ("nothing_in_term", 0, 1),
    "https://liant.example": ("unknown_field", 0, 6),
    "language:fr AND a": ("field_name", 0, 9),
    "Author:a": ("field_name", 0, 7),
    "author:": ("no_value", 0, 7),
    "author: AND b": ("no_value", 0, 7),
    "site:(a.com AND b.com)": ("list_of_values", 12, 3),
    "site:lemonde": ("bad_site", 5, 7),
    "site:lemonde.fr/politique": ("bad_site", 5, 20),
    "followers:500": ("bad_range", 0, 10),
    "followers:[9 TO 1]": ("bad_range", 10, 8),
    "followers:[* TO *]": ("bad_range", 10, 8),
    "author:[1 TO 2]": ("bad_range", 0, 7),
    "NOT orange": ("only_not", 0, 10),
    "NOT a AND NOT b": ("only_not", 0, 15),
    "lang:fr": ("only_filter", 0, 7),
    "lang:fr AND NOT a": ("only_filter", 0, 7),
    "followers:[1 TO 2]": ("only_filter", 0, 18),
    "le": ("too_common", 0, 2),
    "title:le": ("too_common", 6, 2),
    "orange OR the": ("too_common", 10, 3),
    "orange OR (lang:fr AND channel:x)": ("only_filter", 11, 7),
    "(" * 51 + "a" + ")" * 51: ("too_deep", 50, 1),
    "a" * 100_001: ("too_long", 100_000, 1),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.items(), ids=[text[:24] for text in REFUSED])
def test_a_refusal_says_what_and_where(text, expected):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.offset, caught.value.length) == expected


def test_every_message_is_reached_and_stands_in_both_languages():
    assert {code for code, _, _ in REFUSED.values()} == set(MESSAGES)
    for texts in MESSAGES.values():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(" ".join(both)) if name} for both in texts.values()
        ]
        assert fields[0] >= fields[1] or fields[1] >= fields[0]
        for part in texts["fr"]:
            assert not any(wrong in part for wrong in ("'", " ;", " !", "« ", " »"))


def test_line_and_column_count_from_one():
    with pytest.raises(QueryError) as caught:
        parse("orange\n  AND bank\n  OR x")
    assert (caught.value.line, caught.value.column) == (3, 3)
    assert str(caught.value).startswith("line 3, column 3: AND and OR are mixed")
    assert caught.value.message("fr").startswith("AND et OR se mêlent sans parenthèses.")


CANONICAL = {
    "a NOT b": "a AND NOT b",
    "(a)": "a",
    "((a) AND (b AND c))": "a AND b AND c",
    "(a OR (b OR c)) AND d": "(a OR b OR c) AND d",
    "a AND NOT NOT b": "a AND b",
    "a AND NOT (NOT (b))": "a AND b",
    "« orange  bank »": '"orange bank"',
    "“a b”~03": '"a b"~3',
    "a NEAR/02f (b)": "a NEAR/2f b",
    "title: (orange)": "title:orange",
    "author:@karima OR tag:#velo": "author:karima OR tag:velo",
    "site:https://www.LeMonde.fr/": "site:lemonde.fr",
    "<<<one>>> a AND (<<< two >>> b OR c) <<<end>>>": "<<<one>>> a AND (<<<two>>> b OR c) <<<end>>>",
    "a <<<x>>> AND b": "a AND <<<x>>> b",
}


@pytest.mark.parametrize(("text", "canonical"), CANONICAL.items())
def test_one_way_to_write_it(text, canonical):
    assert format_query(text) == canonical
    assert format_query(canonical) == canonical


def test_a_long_query_takes_one_line_per_part():
    text = 'lang:fr AND (orange OR "orange bank" OR ((crédit OR prêt) NEAR/3 banque)) AND NOT (jus OR fruit OR couleur)'
    assert format_query(text, 40).splitlines() == [
        "lang:fr",
        "AND (",
        "  orange",
        '  OR "orange bank"',
        "  OR ((crédit OR prêt) NEAR/3 banque)",
        ")",
        "AND NOT (jus OR fruit OR couleur)",
    ]


def test_the_explanation_names_what_is_looked_for_first():
    told = explain('(orange OR banque) AND "crédit conso" AND lang:fr')
    assert "Looked at only if they hold: credit conso" in told
    assert "Cost: low." in told
    assert "l’expression «\u00a0crédit conso\u00a0», avec ses accents" in explain('"crédit conso"', "fr")
    assert "Cost: high" in explain("de* OR la* OR tres*")


def test_why_not():
    assert unmet("orange AND (banque OR crédit) AND NOT jus", {"text": "jus d’orange"}) == [
        "banque OR crédit",
        "NOT jus",
    ]
    assert unmet("orange", {"text": "orange"}) == []
