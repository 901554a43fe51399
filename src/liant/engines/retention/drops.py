"""What preceded drops: signs in the period before one, beside the same signs the rest of the time. Counts, not proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_SHARE, LEAST_PEOPLE, LOOK_BACK = 0.15, 3, 3
FEW = 10
"""With fewer drops than this, signs warn and prove nothing."""


@dataclass(frozen=True)
class Sign:
    """How often a sign was there: in `before` of `drops` periods that a drop followed, in `otherwise` of `rest` others.
    A period for which the sign is unknown is in neither denominator."""

    name: str
    before: int
    drops: int
    otherwise: int
    rest: int


@dataclass(frozen=True)
class Preceding:
    """`drops`: the periods in which one began; `rest`: the periods that are none and go on in none; `signs`: those more
    frequent before drops first. `are_few`: too few drops to conclude anything."""

    drops: tuple[int, ...]
    rest: tuple[int, ...]
    signs: tuple[Sign, ...]

    @property
    def are_few(self) -> bool:
        """Fewer than FEW drops."""
        return len(self.drops) < FEW


def drops(
    active: Sequence[float] | np.ndarray,
    *,
    share: float = LEAST_SHARE,
    people: float = LEAST_PEOPLE,
    look_back: int = LOOK_BACK,
) -> np.ndarray:
    """In which periods fewer were active than before: by `share` and by `people` at least, against the mean of the
    `look_back` periods before (as many as there are). `active`: (n,) counts by period. Returns (n,) of true and false, the
    first always false."""
    counts = np.asarray(active, dtype=float)
    if counts.ndim != 1 or (counts < 0).any() or look_back < 1:
        raise ValueError("active is one count a period, none of them negative")
    found = np.zeros(len(counts), dtype=bool)
    for at in range(1, len(counts)):
        usual = counts[max(0, at - look_back) : at].mean()
        found[at] = usual - counts[at] >= max(share * usual, people)
    return found


def what_preceded(
    active: Sequence[float] | np.ndarray, signs: Mapping[str, Sequence[bool | None]], **limits: float
) -> Preceding:
    """Each sign in the period before a drop, and in the period before any other.

    `active`: (n,) how many were active in each period, four weeks long as a rule; `signs`: for each name (n,) whether it was
    there in that period, None where nobody knows; `limits`: as for `drops`. Periods in a row that all are drops are one drop,
    counted where it begins; those that go on in it belong neither to it nor to the rest. The first period follows nothing
    and is left out. ValueError where lengths differ.
    """
    falling = drops(active, **limits)  # type: ignore[arg-type]  # look_back is whole
    if any(len(values) != len(falling) for values in signs.values()):
        raise ValueError("each sign has one value a period")
    first = [at for at in range(1, len(falling)) if falling[at] and not falling[at - 1]]
    rest = [at for at in range(1, len(falling)) if not falling[at]]
    found = [_counted(name, values, first, rest) for name, values in signs.items()]
    found.sort(key=lambda one: _share(one.otherwise, one.rest) - _share(one.before, one.drops))
    return Preceding(tuple(first), tuple(rest), tuple(found))


def _counted(name: str, values: Sequence[bool | None], first: list[int], rest: list[int]) -> Sign:
    before = [values[at - 1] for at in first if values[at - 1] is not None]
    otherwise = [values[at - 1] for at in rest if values[at - 1] is not None]
    return Sign(name, sum(map(bool, before)), len(before), sum(map(bool, otherwise)), len(otherwise))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
