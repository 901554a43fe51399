"""How long a text may be on each network."""

from liant.kit.lengths import COUNTINGS, Counting, measure

# Network -> characters. The instance's or the channel's own limit, where known, goes before (`Context.max_length`).
_LIMITS = {"bluesky": 300, "mastodon": 500, "x": 280, "linkedin": 3_000, "facebook": 63_206, "instagram": 2_200,
           "threads": 500, "youtube": 5_000, "google_business": 1_500}  # fmt: skip


def limit_of(network: str | None) -> int | None:
    """How many characters a network takes; None where there is no limit or it isn't known."""
    return _LIMITS.get((network or "").removeprefix("share:"))


def length_on(network: str | None, text: str, limit: int | None = None) -> tuple[int, int]:
    """How long a text is for a network, and the place of the first character beyond `limit` (the end where none is)."""
    return measure(text, COUNTINGS.get((network or "").removeprefix("share:"), Counting()), limit)
