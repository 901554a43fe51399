"""Whatever the text: no crash, spans inside it, the same answer twice, and work that grows with its length."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.lint import Context, lint, utf16_spans
from liant.engines.lint.folding import fold
from liant.engines.lint.linter import FINDINGS_A_RULE, own_linter
from liant.engines.lint.passage import BLOCK, Passage

PIECES = [example.text for rule in own_linter().rules for example in rule.examples]
CONTEXT = Context(kind="mailing", network="x", is_crisis=True, is_paid=True, max_length=20, images=("", "a"), year=2026)
ANY = st.text() | st.lists(st.sampled_from([*PIECES, "œ", "e\u0301", "\u200b", "🎉", "\ud800", "\n\n", "`", "«", '"', "<!--"])).map(
    " ".join
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(text=ANY, language=st.sampled_from([None, "fr", "en", "de", ""]))
def test_any_text_is_read_and_every_span_stands_in_it(text: str, language: str | None) -> None:
    for context in (Context(), CONTEXT):
        found = lint(text, language=language, context=context)
        assert found == lint(text, language=language, context=context)
        for finding in found:
            assert 0 <= finding.start <= finding.end <= len(text)
            before = text[: finding.start]
            assert finding.line == before.count("\n") + 1
            assert finding.column == len(before) - (before.rfind("\n") + 1) + 1
            assert "{" not in finding.message["fr"].replace(text[finding.start : finding.end], "") or "{" in text
        assert [f.start for f in found] == sorted(f.start for f in found)


@settings(deadline=None, max_examples=100)
@given(text=ANY)
def test_each_byte_that_patterns_read_leads_back_to_its_character(text: str) -> None:
    folded = fold(text)
    assert folded.raw.isascii()
    places = [folded.place(i, len(text)) for i in range(len(folded.raw))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(text=ANY)
@settings(deadline=None, max_examples=60)
def test_a_browser_finds_the_same_words(text: str) -> None:
    found = lint(text)
    units = text.encode("utf-16-le", "surrogatepass")
    for finding, (start, end) in zip(found, utf16_spans(text, found), strict=True):
        assert units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") == text[finding.start : finding.end]


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_kilobytes_of_any_bytes_are_read(seed: int) -> None:
    raw = random.Random(seed).randbytes(100_000)
    for text in (raw.decode("latin-1"), raw.decode("utf-8", "replace"), raw.decode("utf-16-le", "replace")):
        for finding in lint(text, context=CONTEXT):
            assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["fiers de ", "«", '"', "`a", "bonjour cher ", "a" * 50, "\u0301\u0316", "[](", "<!-- liant: allow x", "Ã©"],
)
def test_blocks_cover_a_long_text_once_and_none_is_long(piece: str) -> None:
    """What bounds the work: every search stays in a block, blocks don't overlap, and the findings of a rule are counted."""
    passage = Passage(piece * (200_000 // len(piece)), None, Context())
    end = 0
    for low, high in passage.blocks:
        assert end <= low < high
        assert high - low <= BLOCK
        end = high
    found = lint(passage.text)
    for rule in {finding.rule for finding in found}:
        assert sum(finding.rule == rule for finding in found) <= 2 * FINDINGS_A_RULE


def test_accents_typography_and_invisible_characters_hide_nothing() -> None:
    for text in (
        "Fiers de vous présenter",
        "FIERS DE VOUS PRÉSENTER",
        "Fiers\u00a0de\u202fvous pre\u0301senter",
        "Fi\u200bers de vous présenter",
    ):
        [finding] = [f for f in lint(text, language="fr") if f.rule == "self-announcement"]
        assert text[finding.start : finding.end] == text
