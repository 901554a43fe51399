"""What happened between people: the rows that ties are computed from, and what one row of a group's event is worth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.ties.channels import MESSAGE, MUTUAL, channel_of


@dataclass(frozen=True)
class Interactions:
    """Interactions between `people` people, numbered from 0: one row each, all (e,).

    `source`, `target`: integers, who towards whom (never oneself); `channel`: integers into `channels`; `day`: when, in days
    from any moment, fractions allowed; `weight`: what the row counts for, 1 by itself, less within a group (`shared_out`).
    Raises ValueError where lengths differ, someone isn't there, or a number is missing, negative or infinite.
    """

    source: np.ndarray
    target: np.ndarray
    channel: np.ndarray
    day: np.ndarray
    weight: np.ndarray
    people: int
    channels: tuple[str, ...]

    def __post_init__(self) -> None:
        for name, kind in (
            ("source", np.int64),
            ("target", np.int64),
            ("channel", np.int64),
            ("day", float),
            ("weight", float),
        ):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=kind))
        rows = self.source.shape
        if len(rows) != 1 or any(one.shape != rows for one in (self.target, self.channel, self.day, self.weight)):
            raise ValueError("each row has a source, a target, a channel, a day and a weight")
        if not rows[0]:
            return
        if min(self.source.min(), self.target.min()) < 0 or max(self.source.max(), self.target.max()) >= self.people:
            raise ValueError("people are numbered from 0")
        if self.channel.min() < 0 or self.channel.max() >= len(self.channels):
            raise ValueError("channels are numbered from 0")
        if (self.source == self.target).any():
            raise ValueError("nobody is in contact with themselves")
        if not (np.isfinite(self.day).all() and np.isfinite(self.weight).all() and (self.weight >= 0).all()):
            raise ValueError("days are numbers, weights are numbers and not negative")

    def __len__(self) -> int:
        return len(self.source)

    def only(self, rows: np.ndarray) -> "Interactions":
        """Some of the rows, by mask or by number."""
        return Interactions(
            self.source[rows], self.target[rows], self.channel[rows], self.day[rows], self.weight[rows], self.people,
            self.channels,
        )  # fmt: skip


def noted(
    source: np.ndarray,
    target: np.ndarray,
    kinds: Sequence[str],
    kind: np.ndarray,
    day: np.ndarray,
    *,
    people: int,
    weight: np.ndarray | None = None,
) -> Interactions:
    """Interactions from rows as a ledger has them, all (e,): `kind` numbers their names in `kinds`, `day` is in days from a midnight.

    Without `weight`, rows of one kind and instant are one event, shared out as `shared_out` has it; a day without an hour doesn't
    say that two rows are one.
    """
    of_kind = [channel_of(name) for name in kinds]
    channels = tuple(sorted(set(of_kind))) or (MESSAGE,)
    kind, day = np.asarray(kind, dtype=np.int64), np.asarray(day, dtype=float)
    channel = np.array([channels.index(name) for name in of_kind], dtype=np.int64)[kind]
    if weight is None:
        weight = np.ones(len(day))
        rows = np.flatnonzero(day % 1 != 0)
        if len(rows):
            _, instant = np.unique(day[rows], return_inverse=True)
            _, event = np.unique(kind[rows] * (int(instant.max()) + 1) + instant, return_inverse=True)
            is_mutual = np.array([name in MUTUAL for name in channels], dtype=bool)
            weight[rows] = shared_out(
                np.asarray(source)[rows], np.asarray(target)[rows], event, together=is_mutual[channel[rows]]
            )
    return Interactions(source, target, channel, day, weight, people, channels)


def shared_out(source: np.ndarray, target: np.ndarray, event: np.ndarray, *, together: np.ndarray) -> np.ndarray:
    """(e,) what each row counts for: 1/(m − 1) within an event of m people (Newman, Phys. Rev. E 64 (2001) 016132).

    `event`: (e,) integers, the same for rows that may be one event (one kind, one instant). `together`: (e,) true where rows of
    an event are people in one place, of whom every pair may be listed: whoever is joined by rows was there. Elsewhere rows
    are one sender's to several recipients: the m people are the sender and theirs. A row that is listed twice is two contacts.
    """
    given = [np.asarray(one, dtype=np.int64) for one in (source, target, event)]
    weight = np.ones(len(given[0]))
    alone = ~np.asarray(together, dtype=bool)
    for rows, count in ((alone, _recipients), (~alone, _gathered)):
        if rows.any():
            weight[rows] = 1 / count(*(one[rows] for one in given))
    return weight


def _recipients(source: np.ndarray, target: np.ndarray, event: np.ndarray) -> np.ndarray:
    """How many different people each row's sender reached by that event."""
    _, sending = np.unique(_keys(event, source), return_inverse=True)
    reached = np.unique(_keys(sending, target))
    per_sending = np.bincount(reached // _SPAN, minlength=int(sending.max()) + 1)
    return np.asarray(per_sending[sending])


def _gathered(source: np.ndarray, target: np.ndarray, event: np.ndarray) -> np.ndarray:
    """How many others were there, for each row: people joined by the rows of one event, by the smallest number each can reach."""
    nodes, place = np.unique(np.concatenate([_keys(event, source), _keys(event, target)]), return_inverse=True)
    left, right = place[: len(source)], place[len(source) :]
    group = np.arange(len(nodes))
    while True:
        before = group.copy()
        smaller = np.minimum(group[left], group[right])
        np.minimum.at(group, left, smaller)
        np.minimum.at(group, right, smaller)
        group = group[group]
        if (group == before).all():
            break
    size = np.bincount(group, minlength=len(nodes))
    return np.asarray(size[group[left]] - 1)


_SPAN = 1 << 31


def _keys(high: np.ndarray, low: np.ndarray) -> np.ndarray:
    return np.asarray(high * _SPAN + low)
