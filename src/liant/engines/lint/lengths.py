"""How long a text is for each network: graphemes, code points, or X's weights, a link at what it will cost there."""

from liant.engines.lint.patterns import Pattern

_LINK = Pattern(r"https?://[^\s<>\"]+")
_LINK_COSTS = {"mastodon": 23, "x": 23}
# Network -> characters. The instance's or the channel's own limit, where known, goes before (`Context.max_length`).
_LIMITS = {"bluesky": 300, "mastodon": 500, "x": 280, "linkedin": 3_000, "facebook": 63_206, "instagram": 2_200,
           "threads": 500, "youtube": 5_000, "google_business": 1_500}  # fmt: skip
# Ranges that X counts once (twitter-text 3); every other character counts twice.
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


def limit_of(network: str | None) -> int | None:
    """How many characters a network takes; None where there is no limit or it isn't known."""
    return _LIMITS.get((network or "").removeprefix("share:"))


def length_on(network: str | None, text: str, limit: int | None = None) -> tuple[int, int]:
    """How long a text is for a network, and the place of the first character beyond `limit` (the end where none is).

    Bluesky counts graphemes; Mastodon graphemes too, a link as 23; X weighs characters, a link as 23, an emoji as 2.
    Elsewhere code points are counted.
    """
    name = (network or "").removeprefix("share:")
    cost = _LINK_COSTS.get(name)
    links = {}
    if cost is not None and "://" in text:
        raw = text.encode("ascii", "replace")
        links = dict(_LINK.find_every(raw))
    if name not in ("bluesky", "mastodon", "x", "threads"):
        return len(text), min(limit, len(text)) if limit is not None else len(text)
    import regex  # late: few texts are long enough to be counted so, and it takes a while to load

    count, place, beyond = 0, 0, None
    for match in regex.finditer(r"\X", text):
        if match.start() < place:
            continue
        if match.start() in links:
            count += cost or 0
            place = links[match.start()]
        else:
            count += _weight(match[0]) if name == "x" else 1
            place = match.end()
        if limit is not None and count > limit and beyond is None:
            beyond = match.start()
    return count, len(text) if beyond is None else beyond


def _weight(grapheme: str) -> int:
    if len(grapheme) > 1 and ord(max(grapheme)) > 0x2000:
        return 2  # an emoji of several code points counts as one
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in grapheme)
