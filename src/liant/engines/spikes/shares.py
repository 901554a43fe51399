"""Two shares side by side: the difference with its interval, and whether one may speak of a change."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal


@dataclass(frozen=True, slots=True)
class Change:
    """`difference`: the second share minus the first, with its 95 % interval. `verdict`: "none" where the interval holds
    zero, so that one cannot speak of a change."""

    difference: float
    low: float
    high: float
    verdict: Literal["up", "down", "none"]


def compare(part_before: int, whole_before: int, part: int, whole: int, *, together: int = 1) -> Change | None:
    """The change of a share, from before to now; None where there is nothing to compare.

    Newcombe's hybrid score interval for the difference of two independent shares (Stat. Med. 17 (1998) 873, method 10).
    `together`: how many shares are compared at once; the interval is widened so that 95 times of 100 none of them seems to
    have changed by chance (Bonferroni). Shares of bursts, where many repeat one another, change by chance more often.
    Raises ValueError where a part is larger than its whole.
    """
    if not (0 <= part_before <= whole_before and 0 <= part <= whole):
        raise ValueError("a part is not larger than its whole")
    if not whole_before or not whole:
        return None
    z = NormalDist().inv_cdf(1 - 0.025 / together)
    first, second = part_before / whole_before, part / whole
    low_1, high_1 = _wilson(part_before, whole_before, z)
    low_2, high_2 = _wilson(part, whole, z)
    difference = second - first
    low = difference - ((second - low_2) ** 2 + (high_1 - first) ** 2) ** 0.5
    high = difference + ((high_2 - second) ** 2 + (first - low_1) ** 2) ** 0.5
    return Change(difference, low, high, "up" if low > 0 else "down" if high < 0 else "none")


def _wilson(part: int, whole: int, z: float) -> tuple[float, float]:
    """Wilson's interval (J. Am. Stat. Assoc. 22 (1927) 209), of which Newcombe's is made."""
    share, weight = part / whole, z * z / whole
    middle = (share + weight / 2) / (1 + weight)
    half = z * (share * (1 - share) / whole + weight / (4 * whole)) ** 0.5 / (1 + weight)
    return middle - half, middle + half
