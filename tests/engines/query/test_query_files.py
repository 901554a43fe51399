"""Files of queries: read, placed, and rewritten without touching anything else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.engines.query.files import QueryFileError, place_in_file, read_queries, rewrite

FILE = '''# mine
title = "[[query]]"  # not one
[other]
expr = "left alone"
[[query]]
name = "a"  # first
must = ["x", """
expr = 'no' """, { text = "y", title = "] z" }]
expr = """
foo \\
   AND bar\\t"""
[[ query ]]
"expr" = 'b # b'
name = 'é'
'''


def test_what_a_file_holds():
    first, second = read_queries(FILE)
    assert (first.name, first.expr) == ("a", "foo AND bar\t")
    assert [item["text"] for item in first.must] == ["x", "expr = 'no' ", "y"]
    assert (second.name, second.expr, second.must_not) == ("é", "b # b", ())


def test_places_follow_the_file():
    first, second = read_queries(FILE)
    assert place_in_file(FILE, first, 0) == (10, 1)
    assert place_in_file(FILE, first, 4) == (11, 4)
    assert place_in_file(FILE, second, 4) == (13, 15)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_rewriting_touches_only_the_expression(newline):
    source = FILE.replace("\n", newline)
    result = rewrite(source, {"a": "x\nAND y", "é": "l'été"})
    assert result == source.replace(
        newline.join(['"""', "foo \\", '   AND bar\\t"""']), newline.join(["'''", "x", "AND y", "'''"])
    ).replace("'b # b'", "'''l'été'''")
    assert rewrite(source, {}) == source


@given(st.text(), st.sampled_from(["basic", "wide"]))
def test_any_expression_can_be_written_and_placed(expr, form):
    escaped = "".join(f"\\U{ord(c):08x}" if c in '"\\' or ord(c) < 32 or ord(c) == 127 else c for c in expr)
    quotes = '"' if form == "basic" else '"""'
    source = f"[[query]]\nname = 'a'\nexpr = {quotes}{escaped}{quotes}\n"
    (entry,) = read_queries(source)
    assert entry.expr == expr
    assert entry.literal is not None
    result = rewrite("[[query]]\nname = 'a'\nexpr = 'x'\n", {"a": expr.strip().replace("\r", " ")})
    assert tomllib.loads(result)["query"][0]["expr"].strip() == expr.strip().replace("\r", " ").strip()


def test_an_inline_table_is_read_but_not_rewritten():
    source = 'query = [{name = "a", expr = "b"}]\n'
    (entry,) = read_queries(source)
    assert entry.expr == "b"
    assert place_in_file(source, entry, 0) is None
    with pytest.raises(QueryFileError, match="can't be rewritten"):
        rewrite(source, {"a": "c"})


BAD = {
    "": "There is no query",
    "[[query]\n": "isn't valid TOML",
    "query = 3": "There is no query",
    "[[query]]\nexpr='a'": "Query number 1 has no name",
    "[[query]]\nname='a'": "“a” has no expression",
    "[[query]]\nname='a'\nexpr=3": "“a” has no expression",
    "[[query]]\nname='a'\nexpr='b'\nmust='c'": "must of “a” isn't a list",
    "[[query]]\nname='a'\nexpr='b'\nmust_not=[{title='c'}]": "must_not of “a” isn't a list",
    "[[query]]\nname='a'\nexpr='b'\n[[query]]\nname='a'\nexpr='b'": "Two queries are named “a”",
}


@pytest.mark.parametrize(("source", "told"), BAD.items())
def test_a_wrong_file_is_told(source, told):
    with pytest.raises(QueryFileError, match=told):
        read_queries(source)


@given(st.text())
def test_any_text_is_read_or_refused(source):
    try:
        read_queries(source)
    except QueryFileError as error:
        told = str(error)
    else:
        told = "read"
    assert told
