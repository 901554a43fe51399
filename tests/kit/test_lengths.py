"""Networks count each in their own way, and where a text grows too long is known to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.kit.lengths import COUNTINGS, Counting, length, measure

FAMILY = "👨‍👩‍👧"
WAYS = [*COUNTINGS.values(), Counting(), Counting("utf16")]


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        ("bluesky", FAMILY, 1),
        ("mastodon", "voir https://example.org/" + "x" * 200, 28),
        ("mastodon", "@odile@mastodon.example dit oui", 14),
        ("x", "été", 3),
        ("x", "日本", 4),
        ("x", FAMILY, 2),
        ("x", "https://example.org/", 23),
    ],
)
def test_each_counts_in_its_own_way(network, text, length):
    assert measure(text, COUNTINGS[network])[0] == length


@pytest.mark.parametrize(
    ("text", "graphemes", "characters"),
    [("", 0, 0), ("été", 3, 3), ("e\u0301", 1, 2), (FAMILY, 1, 5), ("🇫🇷🇬🇧", 2, 4), ("👋🏽 a", 3, 4), ("a\r\nb", 3, 3)],
)
def test_a_sign_is_what_a_reader_sees_where_the_network_counts_so(text, graphemes, characters):
    assert (length(text, "graphemes"), length(text)) == (graphemes, characters)


@given(st.text(max_size=60), st.sampled_from(WAYS), st.integers(0, 60))
def test_what_stands_before_the_place_fits(text, counting, limit):
    count, place = measure(text, counting, limit)
    assert 0 <= place <= len(text)
    assert (place < len(text)) == (count > limit)
