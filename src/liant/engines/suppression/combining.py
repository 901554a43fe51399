"""What groups tell together: added and subtracted, within one publication or with earlier ones, do they isolate a few people?

This outsider knows who is in which group, then and now, and takes those who stayed to have answered as before. What is
shown of groups are sums over people; adding and subtracting them gives any vector in the span of the groups' rows. A vector
that is nothing but for a few people tells of these few: a rest, what two overlapping groups don't share, who came or left.

People who are in the same groups are one class. A vector of the span is at right angles to the kernel; so the classes T
carry one if and only if their rows of a basis of the kernel depend on one another. What is looked for is thus the smallest
dependent set (the girth of a matroid), counted in people, and it is found exactly by trying sets of fewer than the minimum.
Source: attacks by differencing and by linear systems on overlapping queries: D. E. Denning, P. J. Denning, M. D. Schwartz,
The tracker: a threat to statistical database security, ACM TODS 4 (1979); F. Y. Chin, G. Özsoyoğlu, Auditing and inference
control in statistical databases, IEEE Trans. Software Eng. 8 (1982).
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.table import TableError
from liant.engines.suppression.words import COMPLEMENT, EARLIER, SMALL

Name = tuple[tuple[str, str], ...]  # a group by its conditions, in order of their dimensions; () is everyone
People = frozenset[str]
Matrix = NDArray[np.float64]
MOST_SETS = 4_000  # tried one by one; beyond, all small classes are taken as one set, which hides more
_NOTHING = 1e-8


def too_telling(
    groups: Mapping[Name, People], minimum: int = MINIMUM, earlier: Sequence[Mapping[Name, People]] = ()
) -> dict[Name, str]:
    """The groups that may not be shown beside the others and beside all that was shown `earlier`, each with its reason.

    Afterwards no sum over fewer than `minimum` people, with whatever sign each is counted, follows from the sums over the
    groups that are left together with the earlier ones, but what followed from the earlier ones alone. Groups go one by
    one, those of the fewest people first, and those that follow from what is left come back; that as few as possible go is
    not promised.
    Errors: TableError for a minimum under two.
    """
    if minimum < 2:
        raise TableError("minimum")
    reasons = {name: SMALL for name, people in groups.items() if len(people) < minimum}
    before = sorted({people for one in earlier for people in one.values() if people}, key=sorted)
    left = {name: groups[name] for name in sorted(groups, key=lambda n: (len(groups[n]), n)) if name not in reasons}
    while True:
        span = _Span(list(left.values()), before)
        found = span.telling(minimum)
        if found is None:
            return {
                name: reason for name, reason in reasons.items() if reason == SMALL or not span.follows(groups[name])
            }
        name = list(left)[span.to_hide(found)]
        reasons[name] = _reason(left, name, minimum)
        del left[name]


def _reason(left: Mapping[Name, People], name: Name, minimum: int) -> str:
    rests = (len(people ^ left[name]) for people in left.values() if people >= left[name])
    return COMPLEMENT if any(0 < rest < minimum for rest in rests) else EARLIER


class _Span:
    """Rows of zeros and ones, a group each, those of now first; columns are classes of people who are in the same groups."""

    def __init__(self, now: Sequence[People], before: Sequence[People]) -> None:
        rows = [*now, *before]
        classes: dict[tuple[bool, ...], set[str]] = {}
        for person in frozenset().union(*rows):
            classes.setdefault(tuple(person in people for people in rows), set()).add(person)
        order = sorted(classes)
        self.kinds = [classes[one] for one in order]
        self.now = len(now)
        self.sizes = [len(kind) for kind in self.kinds]
        self.matrix: Matrix = np.array(order, dtype=float).reshape(len(order), len(rows)).T

    def follows(self, people: People) -> bool:
        """Whether the sum over these is known anyway. A class that no row is about is in no sum."""
        row = np.array([[people >= kind for kind in self.kinds]], dtype=float)
        whole = people <= frozenset().union(*self.kinds) and bool(row @ np.array(self.sizes) == len(people))
        return whole and _rank(np.vstack([self.matrix, row])) == _rank(self.matrix)

    def telling(self, minimum: int) -> list[int] | None:
        """Classes of fewer than `minimum` people in all, whose sum in some combination follows, and didn't before."""
        small = [at for at, size in enumerate(self.sizes) if size < minimum]
        if self.now == 0 or not self.is_news(small):
            return None
        kernel = _kernel(self.matrix)
        left = self.tangled(small, kernel)
        sets = _dependent(kernel[left], [self.sizes[at] for at in left], minimum - 1)
        for tried, found in enumerate(sets):
            if found is not None and self.is_news(chosen := [left[at] for at in found]):
                return chosen
            if tried >= MOST_SETS:
                return left
        return None

    def tangled(self, small: list[int], kernel: Matrix) -> list[int]:
        """Those of the small classes that are in any combination of small classes at all."""
        among = _kernel(kernel[small].T)
        return [at for at, row in zip(small, among, strict=True) if np.abs(row).max(initial=0) > _NOTHING]

    def is_news(self, classes: Sequence[int]) -> bool:
        """Whether these classes carry more combinations with the groups of now than without."""
        return self.carried(self.matrix, classes) > self.carried(self.matrix[self.now :], classes)

    def carried(self, rows: Matrix, classes: Sequence[int]) -> int:
        return _rank(rows) - _rank(np.delete(rows, list(classes), axis=1))

    def to_hide(self, classes: Sequence[int]) -> int:
        """Of the groups of now that take part, the first: they come in the order of their people."""
        rows, old = self.matrix, self.matrix[self.now :]
        known = _rank(old)
        fresh = [at for at in range(self.now) if _rank(np.vstack([old, rows[at]])) > known]
        outside = np.delete(rows, list(classes), axis=1)
        carried = _kernel(outside.T).T @ rows  # all that leaves nothing outside these classes
        parts = np.abs(carried @ np.linalg.pinv(rows)).max(axis=0, initial=0)
        taking = [at for at in fresh if parts[at] > _NOTHING]
        return (taking or fresh)[0]


def _dependent(rows: Matrix, sizes: Sequence[int], most: int) -> Iterator[list[int] | None]:
    """Sets of rows that depend on one another, of at most `most` people in all; None for each other set that was tried."""

    def grow(chosen: list[int], left: Matrix, room: int) -> Iterator[list[int] | None]:
        start = chosen[-1] + 1 if chosen else 0
        lengths = np.linalg.norm(left, axis=1)
        fitting = [at for at in range(start, len(sizes)) if sizes[at] <= room]
        nothing = [at for at in fitting if lengths[at] < _NOTHING]
        yield from ([*chosen, at] for at in nothing)
        yield None
        for at in fitting:
            if at not in nothing and room > sizes[at]:
                way = left[at] / lengths[at]
                yield from grow([*chosen, at], left - np.outer(left @ way, way), room - sizes[at])

    yield from grow([], rows, most)


def _kernel(matrix: Matrix) -> Matrix:
    """A basis at right angles to all rows, one column each."""
    if matrix.shape[0] == 0 or matrix.shape[1] == 0:
        return np.eye(matrix.shape[1])
    _, strengths, ways = np.linalg.svd(matrix)
    rank = int((strengths > _NOTHING * max(1.0, float(strengths.max(initial=0)))).sum())
    return ways[rank:].T


def _rank(matrix: Matrix) -> int:
    return int(np.linalg.matrix_rank(matrix, tol=_NOTHING)) if matrix.size else 0
