"""Markdown becomes safe pages, and words where a network has no Markdown."""

from hypothesis import given
from hypothesis import strategies as st

from liant.kit.markdown import first_words, html, links, plain

TEXT = """# Le levain

Il se *réveille* à **cinq heures** : [son carnet](https://example.org/carnet).

- farine
- eau

> Merci.
"""


def test_a_text_becomes_a_page() -> None:
    page = html(TEXT)
    assert "<h2>Le levain</h2>" in page
    assert "<em>réveille</em>" in page
    assert "<li>farine</li>" in page
    assert 'href="https://example.org/carnet"' in page


def test_words_without_their_marks() -> None:
    words = plain(TEXT)
    assert "Il se réveille à cinq heures : son carnet (https://example.org/carnet)." in words
    assert "- farine\n- eau" in words
    assert "*" not in words
    assert "#" not in words


def test_an_address_written_out_is_said_once() -> None:
    assert plain("[https://example.org](https://example.org)") == "https://example.org"


def test_the_first_words_end_between_words() -> None:
    assert first_words("un deux trois quatre", 12) == "un deux…"


def test_links_each_once() -> None:
    assert links("[a](https://a.example) [b](https://a.example) [c](mailto:c@a.example)") == ["https://a.example"]


def test_what_could_run_is_shown_as_text() -> None:
    assert html("<script>alert(1)</script>").startswith("<p>&lt;script&gt;")
    assert "href" not in html("[x](javascript:alert(1))")
    assert "<b" not in html("<b onclick=x>y</b>")


@given(st.text())
def test_any_text_is_rendered_and_never_runs(text: str) -> None:
    page = html(text)
    assert "<script" not in page.lower()
    assert isinstance(plain(text), str)
    assert len(first_words(text, 50)) <= 50
