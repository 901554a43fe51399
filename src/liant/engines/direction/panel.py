"""What is looked at: pairs of people, window after window, with what passed between them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Who the pairs are: `first` and `second`, (d,) of numbers from 0 to `people - 1`; each unordered pair once.

    Errors: ValueError where somebody is paired with themselves or a pair comes twice.
    """

    first: Places
    second: Places
    people: int

    def __post_init__(self) -> None:
        if (self.first == self.second).any():
            raise ValueError("a person is not a pair")
        keys = np.minimum(self.first, self.second) * self.people + np.maximum(self.first, self.second)
        if len(np.unique(keys)) != len(keys):
            raise ValueError("a pair comes twice")

    def __len__(self) -> int:
        return len(self.first)

    @property
    def is_complete(self) -> bool:
        """Whether each two people are a pair."""
        return len(self) == self.people * (self.people - 1) // 2

    def per_person(self, values: Floats) -> Floats:
        """(d, …) of pairs → (people, …): each person's sum over the pairs they are in."""
        flat = values.reshape(len(self), -1)
        summed = np.stack([
            np.bincount(self.first, column, self.people) + np.bincount(self.second, column, self.people)
            for column in flat.T
        ], axis=1)  # fmt: skip
        return summed.reshape(self.people, *values.shape[1:])

    def kept(self, which: NDArray[np.bool_]) -> "Pairs":
        """Some of the pairs, and their people only, numbered anew."""
        first, second = self.first[which], self.second[which]
        people = np.unique(np.concatenate([first, second]))
        return Pairs(np.searchsorted(people, first), np.searchsorted(people, second), len(people))


def every_pair(people: int) -> Pairs:
    """Each two of them, in the order of `numpy.triu_indices`."""
    first, second = np.triu_indices(people, 1)
    return Pairs(first.astype(np.int64), second.astype(np.int64), people)


@dataclass(frozen=True)
class Panel:
    """Counts of a window: `tie` events that have nothing to do with sharing (met, wrote), `share` events (commented on, thanked
    for, passed on what the other shared). Both (d, t), windows in their order, none negative. Windows follow one another
    without overlap and are equally long: decayed scores may not stand here, as decay alone makes what is earlier tell what is
    later.
    """

    pairs: Pairs
    tie: Floats
    share: Floats

    def __post_init__(self) -> None:
        shape = (len(self.pairs), self.tie.shape[1] if self.tie.ndim == 2 else -1)
        if self.tie.shape != shape or self.share.shape != shape:
            raise ValueError(f"tie {self.tie.shape} and share {self.share.shape} are not (pairs, windows)")
        for one in (self.tie, self.share):
            if not np.isfinite(one).all() or (one < 0).any():
                raise ValueError("counts are numbers from 0")

    @property
    def windows(self) -> int:
        return int(self.tie.shape[1])

    def wider(self, times: int) -> "Panel":
        """Windows put together, `times` into one, counted from the end; what is left at the beginning is dropped."""
        many = self.windows // times
        start = self.windows - many * times
        tie, share = (
            one[:, start:].reshape(len(self.pairs), many, times).sum(axis=2) for one in (self.tie, self.share)
        )
        return Panel(self.pairs, tie, share)

    def without(self, person: int) -> "Panel":
        keep = (self.pairs.first != person) & (self.pairs.second != person)
        return Panel(self.pairs.kept(keep), self.tie[keep], self.share[keep])


def panel_of(
    first: Sequence[Hashable], second: Sequence[Hashable], window: Sequence[int], tie: Sequence[float],
    share: Sequence[float],
) -> Panel:  # fmt: skip
    """From rows, one for each pair and window: those missing are without events, as are windows between the first and the last.

    Who is person a and who is b makes no difference. The pairs are those that have any row. Errors: ValueError where a pair
    comes twice in a window; its message says which.
    """
    people, codes = np.unique(np.array([*map(str, first), *map(str, second)]), return_inverse=True)
    a, b = codes[: len(first)].astype(np.int64), codes[len(first) :].astype(np.int64)
    keys = np.minimum(a, b) * len(people) + np.maximum(a, b)
    known, place = np.unique(keys, return_inverse=True)
    at = np.asarray(window, dtype=np.int64)
    start, many = int(at.min()), int(at.max() - at.min()) + 1
    cell = place.astype(np.int64) * many + (at - start)
    order, seen = np.unique(cell, return_counts=True)
    if (seen > 1).any():
        twice = int(np.flatnonzero(cell == order[np.argmax(seen > 1)])[1])
        raise ValueError(f"{first[twice]} and {second[twice]} come twice in window {at[twice]}")
    filled = []
    for values in (tie, share):
        grid = np.zeros(len(known) * many)
        grid[cell] = np.asarray(values, dtype=float)
        filled.append(grid.reshape(len(known), many))
    return Panel(Pairs(known // len(people), known % len(people), len(people)), *filled)
