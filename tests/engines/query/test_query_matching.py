"""The language by example: what each sign matches, in French and in English, and where."""

import pytest

from liant.engines.query import Document, Query, compile_queries

EXAMPLES = [
    ("hotel", "À l’hôtel, HOTEL", ["hôtel", "HOTEL"]),
    ("hôtel", "un hotel", None),
    ("hôtel", "L'HÔTEL", ["HÔTEL"]),
    ("été", "e\u0301te\u0301 ete", ["e\u0301te\u0301"]),
    ("l'hôtel", "l’hôtel", ["l’hôtel"]),
    ("wendy's", "Wendy’s", ["Wendy’s"]),
    ("oeuvre", "une œuvre", ["œuvre"]),
    ("œuvre", "une oeuvre", None),
    ("orange", "oranges #orange @Orange", ["orange", "Orange"]),
    ("#orange", "orange #Orange #orange_fr", ["#Orange"]),
    ("@orange", "moi@orange.fr @orange.bsky.social (@Orange)", ["@Orange"]),
    ("@orange.bsky.social", "@orange.bsky.social", ["@orange.bsky.social"]),
    ('"orange bank"', "Orange, bank orange", ["Orange, bank"]),
    ('"orange bank"', "bank orange", None),
    ('"orange bank"~0', "bank orange", ["bank", "orange"]),
    ('"a b c"~1', "c x b a", ["c", "b", "a"]),
    ('"a b c"~1', "c x x b a", None),
    ('"a a"~3', "a", None),
    ("orange NEAR/2 banque", "orange ou bien banque", ["orange", "banque"]),
    ("orange NEAR/2 banque", "orange un deux trois banque", None),
    ("orange NEAR/2f banque", "banque orange", None),
    (
        '(orange OR bouygues) NEAR/1f (banque OR "service client")',
        "Bouygues, service client",
        ["Bouygues", "service client"],
    ),
    ("orange NEAR/3 orange", "orange", None),
    ("orange NEAR/3 orange", "orange orange", ["orange", "orange"]),
    ("(a NEAR/1 b) NEAR/1 c", "a b c x x a", ["a", "b", "c"]),
    ("complain*", "complain complaining complai", ["complain", "complaining"]),
    ("customi?e", "customise customize customie", ["customise", "customize"]),
    ("éco*", "ecole école", ["école"]),
    ("eco*", "ecole école", ["ecole", "école"]),
    ("{BT}", "bt Bt BT", ["BT"]),
    ("{Le Monde}", "le monde, Le Monde", ["Le Monde"]),
    ("orange AND NOT jus", "orange", ["orange"]),
    ("orange NOT jus", "jus d'orange", None),
    ("5€", "à 5 €", ["5 €"]),
    ("C++", "c, C++", ["C++"]),
    ("🔥", "c’est 🔥🔥", ["🔥", "🔥"]),
    ("👍", "👍🏽", ["👍🏽"]),
    ("liant", "𝗟𝗶𝗮𝗻𝘁 Li\u00adant", ["𝗟𝗶𝗮𝗻𝘁", "Li\u00adant"]),
    ("東京", "在東京都", ["東京"]),
    ('orange OR "orange bank"', "orange bank", ["orange bank"]),
    ("wi-fi", "wi fi, Wi-Fi, wifi", ["wi fi", "Wi-Fi"]),
]


@pytest.mark.parametrize(("query", "text", "found"), EXAMPLES)
def test_examples(query, text, found):
    matches = compile_queries([Query("q", query)]).match({"text": text})
    assert [[text[start:end] for start, end in match.spans] for match in matches] == ([] if found is None else [found])


FILTERS = [
    ("title:orange", {"title": "Orange !"}, True),
    ("title:orange", {"title": None}, False),
    ("orange", {"title": "Orange"}, True),
    ('"orange bank"', {"title": "orange", "text": "bank"}, False),
    ("orange NEAR/100 bank", {"title": "orange", "text": "bank"}, False),
    ("author:karima", {"author": "@Karima.bsky.social"}, True),
    ('author:"karima b"', {"author": "Karima B."}, True),
    ("author:(paul OR karim*)", {"author": "Karima B."}, True),
    ("author:karim", {"author": "Karima B."}, False),
    ("site:lemonde.fr", {"url": "https://user@www.lemonde.fr:443/a?b=c.fr"}, True),
    ("site:lemonde.fr", {"url": "http://blog.lemonde.fr"}, True),
    ("site:monde.fr", {"url": "https://le-monde.fr"}, False),
    ("site:lemonde.fr", {"url": "https://x.com/?u=lemonde.fr"}, False),
    ("tag:velo", {"tags": ["Vélo"]}, True),
    ("tag:velo", {"tags": ["velo ville"]}, False),
    ('tag:"velo ville"', {"tags": ["autre", "#velo ville"]}, True),
    ("texte AND lang:fr", {"lang": "fr-CA", "text": "texte"}, True),
    ("texte AND lang:fr", {"lang": None, "text": "texte"}, False),
    ("texte AND NOT lang:fr", {"lang": None, "text": "texte"}, True),
    ("texte AND channel:bluesky", {"channel": "Bluesky", "text": "texte"}, True),
    ("texte AND followers:[5 TO 10]", {"followers": 10, "text": "texte"}, True),
    ("texte AND followers:[5 TO *]", {"followers": 4, "text": "texte"}, False),
    ("texte AND followers:[* TO 5]", {"followers": None, "text": "texte"}, False),
]


@pytest.mark.parametrize(("query", "item", "is_match"), FILTERS)
def test_filters(query, item, is_match):
    matches = compile_queries([Query("q", query)]).match({"text": "", **item})
    assert bool(matches) is is_match
    if matches and not item.get("text"):
        assert matches[0].spans == ()


def test_many_queries_keep_their_order_and_names():
    matcher = compile_queries([Query("b", "orange"), Query("a", "bank OR orange"), Query("none", "jus")])
    found = matcher.match(Document("orange bank"))
    assert [(match.name, match.spans) for match in found] == [("b", ((0, 6),)), ("a", ((0, 6), (7, 11)))]
    assert [len(one) for one in matcher.match_many([{"text": "orange"}, {"text": "x"}])] == [2, 0]


def test_no_query_matches_nothing():
    assert compile_queries([]).match({"text": "orange"}) == []
