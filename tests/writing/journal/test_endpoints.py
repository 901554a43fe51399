"""Where a page wants to be told: the twenty-three cases of the public test suite of Webmention, and whatever else comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.writing.journal.endpoints import endpoint_of, in_headers

PAGE = "https://rocks.example/test/1"
THERE = "https://rocks.example/test/1/webmention"
# each case as the suite describes it: headers, page, what is to be found
CASES = {
    "1 header, relative": ([("</test/1/webmention>; rel=webmention")], "", THERE),
    "2 header, absolute": ([f"<{THERE}>; rel=webmention"], "", THERE),
    "3 <link>, relative": ([], '<head><link rel="webmention" href="/test/1/webmention"></head>', THERE),
    "4 <link>, absolute": ([], f'<link rel="webmention" href="{THERE}">', THERE),
    "5 <a>, relative": ([], '<p><a rel="webmention" href="/test/1/webmention">x</a>', THERE),
    "6 <a>, absolute": ([], f'<a rel="webmention" href="{THERE}">x</a>', THERE),
    "7 header with a strange case": (["<https://rocks.example/test/1/webmention>; rel=webmention"], "", THERE),
    "8 header, quoted relation": (['</test/1/webmention>; rel="webmention"'], "", THERE),
    "9 several relations on <link>": ([], '<link rel="webmention somethingelse" href="/test/1/webmention">', THERE),
    "10 several relations in the header": (['</test/1/webmention>; rel="webmention somethingelse"'], "", THERE),
    "11 header, <link> and <a>: the header": (
        ["</test/1/webmention>; rel=webmention"],
        '<link rel="webmention" href="/no"><a rel="webmention" href="/no2">x</a>', THERE),
    "12 a relation that only looks alike": (
        [], '<link rel="not-webmention" href="/no"><a rel="webmention" href="/test/1/webmention">x</a>', THERE),
    "13 in a comment": (
        [], '<!-- <a href="/no" rel="webmention"></a> --><a href="/test/1/webmention" rel="webmention">x</a>', THERE),
    "14 escaped": (
        [], '<code>&lt;a href="/no" rel="webmention"&gt;</code><a rel="webmention" href="/test/1/webmention">x</a>', THERE),
    "15 empty: the page itself": ([], '<link rel="webmention" href="">', PAGE),
    "16 <a> before <link>": (
        [], '<a rel="webmention" href="/test/1/webmention">x</a><link rel="webmention" href="/no">', THERE),
    "17 <link> before <a>": (
        [], '<link rel="webmention" href="/test/1/webmention"><a rel="webmention" href="/no">x</a>', THERE),
    "18 several Link headers": (['</no>; rel="other"', '</test/1/webmention>; rel="webmention"'], "", THERE),
    "19 several links in one header": (['</no>; rel="other", </test/1/webmention>; rel="webmention"'], "", THERE),
    "20 <link> without an address": (
        [], '<link rel="webmention"><a rel="webmention" href="/test/1/webmention">x</a>', THERE),
    "21 with a question mark": (
        [], '<link rel="webmention" href="/test/1/webmention?query=yes">', f"{THERE}?query=yes"),
    "22 relative to the page": ([], '<link rel="webmention" href="1/webmention">', THERE),
    "23 after a redirect": ([], '<link rel="webmention" href="webmention-endpoint/abc">',
                            "https://rocks.example/test/webmention-endpoint/abc"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_case_of_the_suite(case):
    headers, page, wanted = CASES[case]
    assert endpoint_of(PAGE, headers, page) == wanted


@pytest.mark.parametrize(("headers", "page"), [
    ([], ""), ([], "<p>nothing"), (["</x>; rel=prev"], ""), ([], '<link rel="webmention" href="javascript:alert(1)">'),
    ([], '<link rel="webmention" href="http://[">'), ([], '<link rel="webmention" href="ftp://a.example/">'),
    (['</x>; title="rel=webmention"'], ""), (["</x>; rel=prev; rel=webmention"], ""),
    ([], '<form rel="webmention" action="/x">'), ([], '<script>var a = "<a rel=webmention href=/x>"</script>'),
])  # fmt: skip
def test_where_there_is_none(headers, page):
    assert endpoint_of(PAGE, headers, page) is None


def test_a_base_moves_what_is_relative():
    page = '<base href="https://elsewhere.example/a/"><link rel="webmention" href="mention">'
    assert endpoint_of(PAGE, [], page) == "https://elsewhere.example/a/mention"


words = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=8)


@given(before=st.lists(words, max_size=3), after=st.lists(words, max_size=3), path=words, is_quoted=st.booleans())
def test_any_link_with_the_relation_is_found_and_no_other(before, after, path, is_quoted):
    relations = " ".join(["webmention", *after]) if is_quoted else "webmention"
    value = f'"{relations}"' if is_quoted else relations
    others = [f'</{one}>; rel="x{one}"' for one in before]
    header = ", ".join([*others, f'</{path}>; rel={value}; title="a, b; rel=no"'])
    assert in_headers([header]) == f"/{path}"
    assert in_headers(others) is None


@given(st.text(max_size=400), st.lists(st.text(max_size=80), max_size=3))
def test_whatever_comes_it_is_an_address_or_nothing(page, headers):
    found = endpoint_of(PAGE, headers, page)
    assert found is None or found.startswith(("http://", "https://"))
