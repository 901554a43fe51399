"""Who may meet whom: names, teams, clocks, languages, weeks away, pairs that must not be, and who met before."""

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

WORKING_HOURS = 8
LEAST_OVERLAP = 1.0
"""Working hours that two people share, or they can't meet."""


@dataclass(frozen=True)
class People:
    """n people to be paired. `ids`: names, each once. `teams`: (n,) integers, −1 where unknown, which is another team for
    everyone. `offsets`: (n, k) hours ahead of UTC, at k moments of the year (summer time), NaN where unknown: two must share an
    hour at each. `languages`: (n,) sets; an empty one is understood by everyone. `away`: {week: rows of people who aren't there};
    `opted_out`: rows of people who don't take part. ValueError where lengths differ or a name comes twice."""

    ids: Sequence[str]
    teams: np.ndarray
    offsets: np.ndarray | None = None
    languages: Sequence[frozenset[str]] | None = None
    away: dict[int, frozenset[int]] = field(default_factory=dict)
    opted_out: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        n = len(self.ids)
        if len(set(self.ids)) != n:
            raise ValueError("a name comes twice")
        if len(self.teams) != n or any(one is not None and len(one) != n for one in (self.offsets, self.languages)):
            raise ValueError("everything is told of each person")

    def __len__(self) -> int:
        return len(self.ids)

    def there(self, week: int) -> np.ndarray:
        """Rows of those who take part in a week."""
        missing = self.opted_out | self.away.get(week, frozenset())
        return np.array([row for row in range(len(self)) if row not in missing], dtype=np.int64)

    def may_meet(self, rows: np.ndarray) -> np.ndarray:
        """(m, m) whether two of these people can: an hour and a language in common."""
        allowed = ~np.eye(len(rows), dtype=bool)
        if self.offsets is not None:
            for hours in np.asarray(self.offsets, dtype=float)[rows].T:
                apart = np.abs(hours[:, None] - hours[None, :]) % 24
                apart = np.minimum(apart, 24 - apart)
                allowed &= ~(WORKING_HOURS - apart < LEAST_OVERLAP)  # unknown hours are no obstacle
        if self.languages is not None:
            allowed &= _share(self.languages, rows)
        return allowed


def _share(languages: Sequence[frozenset[str]], rows: np.ndarray) -> np.ndarray:
    spoken = [languages[row] for row in rows.tolist()]
    every = sorted(frozenset().union(*spoken)) if spoken else []
    table = np.array([[name in one or not one for name in every] for one in spoken], dtype=bool).reshape(
        len(spoken), len(every)
    )
    silent = np.array([not one for one in spoken], dtype=bool)
    return (table.astype(np.int32) @ table.T.astype(np.int32) > 0) | silent[:, None] | silent[None, :]


class Met:
    """Who met, and in which week last; who must never meet; how often each was left over. Grows as weeks are drawn."""

    def __init__(
        self,
        people: int,
        met: Iterable[tuple[int, int, int]] = (),
        forbidden: Iterable[tuple[int, int]] = (),
        left_over: Iterable[int] = (),
    ) -> None:
        """`met`: (row, row, week), weeks before the first that is drawn being 0 or less; `left_over`: rows, each as often as it was."""
        self._people = people
        listed = list(met)
        self._keys, self._weeks = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        self._add([(one, other) for one, other, _ in listed], [week for *_, week in listed])
        never = [(one, other) for one, other in forbidden]
        self._never = np.unique(self._keys_of(np.array(never, dtype=np.int64).reshape(-1, 2)))
        self._times = np.bincount(np.array(list(left_over), dtype=np.int64), minlength=people)

    def copy(self) -> "Met":
        """One that grows by itself."""
        return copy.copy(self)  # arrays are replaced, never written in

    def __len__(self) -> int:
        """How many pairs met."""
        return len(self._keys)

    def _keys_of(self, pairs: np.ndarray) -> np.ndarray:
        return np.asarray(pairs.min(axis=1, initial=self._people) * self._people + pairs.max(axis=1, initial=0))

    def _add(self, pairs: list[tuple[int, int]], weeks: list[int]) -> None:
        keys = np.concatenate([self._keys, self._keys_of(np.array(pairs, dtype=np.int64).reshape(-1, 2))])
        when = np.concatenate([self._weeks, np.array(weeks, dtype=np.int64)])
        order = np.lexsort((when, keys))
        is_last = np.diff(keys[order], append=-1) != 0
        self._keys, self._weeks = keys[order][is_last], when[order][is_last]

    def meet(self, groups: Iterable[Sequence[int]], week: int) -> None:
        """The people of each group met, two by two."""
        pairs = [(one, other) for rows in groups for at, one in enumerate(rows) for other in rows[at + 1 :]]
        self._add(pairs, [week] * len(pairs))

    def have_met(self, groups: Iterable[Sequence[int]]) -> tuple[bool, ...]:
        """Of each group, whether any two of it met before."""
        found = []
        for rows in groups:
            pairs = np.array([(one, other) for at, one in enumerate(rows) for other in rows[at + 1 :]])
            found.append(bool(_found(self._keys, self._keys_of(pairs))[1].any()))
        return tuple(found)

    def leave_over(self, row: int) -> None:
        """This one had nobody, or joined two others."""
        self._times = self._times + (np.arange(self._people) == row)

    def times_left_over(self, rows: np.ndarray) -> np.ndarray:
        """(m,) how often each was."""
        return np.asarray(self._times[rows])

    def among(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(m, m) each: whether two met, in which week last (0 where they didn't), whether they must never."""
        asked = np.minimum.outer(rows, rows) * self._people + np.maximum.outer(rows, rows)
        place, is_there = _found(self._keys, asked)
        week = np.where(is_there, self._weeks[place], 0) if len(self._weeks) else np.zeros(asked.shape, dtype=np.int64)
        return is_there, week, _found(self._never, asked)[1]


def _found(keys: np.ndarray, asked: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if not len(keys):
        return np.zeros(asked.shape, dtype=np.int64), np.zeros(asked.shape, dtype=bool)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return place, keys[place] == asked


class Table:
    """A number for some pairs of `people` people: of others `otherwise`."""

    def __init__(self, people: int, first: np.ndarray, second: np.ndarray, values: np.ndarray) -> None:
        one, other = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
        keys = np.minimum(one, other) * people + np.maximum(one, other)
        order = np.argsort(keys, kind="stable")
        self._people, self._keys, self._values = people, keys[order], np.asarray(values, dtype=float)[order]

    def among(self, rows: np.ndarray) -> np.ndarray:
        """(m, m), 0 where nothing is known."""
        asked = np.minimum.outer(rows, rows) * self._people + np.maximum.outer(rows, rows)
        place, is_there = _found(self._keys, asked)
        return np.where(is_there, self._values[place], 0.0) if len(self._keys) else np.zeros(asked.shape)
