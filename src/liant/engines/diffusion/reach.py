"""How many may have seen it: an interval and not a promise, and never the sum of followers by itself."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """What a share of something lies between, from 0 to 1. ValueError otherwise."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError("a range lies between 0 and 1, its low end first")


@dataclass(frozen=True, slots=True)
class Reach:
    """`told`: how often the networks say it was shown, over `shares_told` shares; times, not people.

    `low`, `high`: how many different people may have seen the `shares_estimated` others; `potential`: no more than so many
    could have, None where the lists of followers aren't known. `shares_unknown`: shares of which nothing is known, which
    are in no figure.
    """

    told: int
    shares_told: int
    low: float
    high: float
    potential: int | None
    shares_estimated: int
    shares_unknown: int


def reach(
    followers: Sequence[int | None],
    impressions: Sequence[int | None],
    *,
    seeing: Range,
    overlap: Range,
    potential: int | None = None,
) -> Reach:
    """How far a piece may have gone by its shares.

    `followers`, `impressions`: (n,) of each share, None where unknown; where a network tells its impressions, they count and
    nothing is estimated. `seeing`: which share of followers sees one post; `overlap`: which share of those who see one
    share has seen another of the same piece. Both are the organisation's own assumptions and are shown with the figure.
    `potential`: how many different people follow the estimated shares, where the lists are known: the interval ends there.

    Σ followers · seeing · (1 − overlap), at the ends that make it least and most; one share overlaps with none. ValueError
    where lengths differ or a number is negative.
    """
    if len(followers) != len(impressions):
        raise ValueError("each share has followers and impressions, known or not")
    numbers = [one for one in (*followers, *impressions, potential) if one is not None]
    if any(one < 0 for one in numbers):
        raise ValueError("people are not negative")
    told = [one for one in impressions if one is not None]
    rest = [one for one, shown in zip(followers, impressions, strict=True) if shown is None]
    known = [one for one in rest if one is not None]
    low, high = seeing.low * sum(known), seeing.high * sum(known)
    if len(known) > 1:
        # whoever follows most is seen by as many people as ever, whatever the overlap
        low = max(low * (1 - overlap.high), seeing.low * max(known))
        high = max(high * (1 - overlap.low), seeing.high * max(known))
    if potential is not None:
        low, high = min(low, potential), min(high, potential)
    return Reach(sum(told), len(told), low, high, potential if known else None, len(known), len(rest) - len(known))
