"""The same numbers kept up to date, a batch of interactions at a time: what a batch over everything would come to, to 1e-9."""

from dataclasses import replace

import numpy as np

from liant.engines.ties.contacts import Contacts, contacts, with_return
from liant.engines.ties.interactions import Interactions
from liant.engines.ties.weeks import DAYS, HALF_LIFE, discount, weeks_before


class Stream:
    """Contacts that grow. Weeks are counted from `begins`, a day: the first is of what comes after it, until seven days later.

    Each pair is kept as of the last week in which it was in contact; it fades only when it is touched or read. Batches come in
    order of weeks; within a week in any order, in any number of batches. A batch costs time in proportion to the pairs kept.
    """

    def __init__(
        self,
        people: int,
        channels: tuple[str, ...],
        *,
        begins: float,
        half_life: float = HALF_LIFE,
        directed: bool = False,
    ) -> None:
        none = np.zeros(0)
        nothing = Interactions(none, none, none, none, none, people, channels)
        self._begins = begins
        self._kept = contacts(nothing, at=begins, half_life=half_life, weeks=1, directed=directed)
        self._week = np.zeros(0, dtype=np.int64)  # of each pair's last contact: its sums stand as of then
        self._last, self._first = np.zeros(0), np.zeros(0)  # days
        self._now = 0

    def add(self, interactions: Interactions) -> None:
        """Take in a batch. ValueError for other people or channels, or for an interaction of a week that is over."""
        if (interactions.people, interactions.channels) != (self._kept.people, self._kept.channels):
            raise ValueError("the people and the channels of a stream stay the same")
        weeks = -1 - weeks_before(interactions.day, self._begins)
        if len(weeks) and weeks.min() < self._now:
            raise ValueError("an interaction of a week that is over")
        for week in np.unique(weeks).tolist():
            self._add_week(week, interactions.only(weeks == week))
            self._now = week

    def _add_week(self, week: int, interactions: Interactions) -> None:
        kept, ends = self._kept, self._begins + DAYS * (week + 1)
        new = contacts(interactions, at=ends, half_life=kept.half_life, weeks=1, directed=kept.is_directed)
        keys = np.union1d(kept.keys, new.keys)
        old, fresh = np.searchsorted(keys, kept.keys), np.searchsorted(keys, new.keys)
        since = _placed(self._week, old, len(keys), fill=-1)
        fade = discount(kept.half_life) ** (week - since[fresh])

        def faded(before: np.ndarray, added: np.ndarray) -> np.ndarray:
            sums = _placed(before, old, len(keys))
            sums[..., fresh] = sums[..., fresh] * fade + added
            return sums

        def summed(before: np.ndarray, added: np.ndarray) -> np.ndarray:
            sums = _placed(before, old, len(keys))
            sums[..., fresh] += added
            return sums

        self._kept = replace(
            kept,
            first=keys // kept.people,
            second=keys % kept.people,
            decayed=faded(kept.decayed, new.decayed),
            towards=faded(kept.towards, new.towards),
            total=summed(kept.total, new.total),
            rows=summed(kept.rows, new.rows),
            active_weeks=summed(kept.active_weeks, since[fresh] < week),
        )
        self._last, self._first = (
            _placed(self._last, old, len(keys), fill=-np.inf),
            _placed(self._first, old, len(keys), fill=np.inf),
        )
        self._last[fresh] = np.maximum(self._last[fresh], ends - new.silent)
        self._first[fresh] = np.minimum(self._first[fresh], ends - new.known)
        self._week = since
        self._week[fresh] = week

    def contacts(self, week: int | None = None, *, presence: np.ndarray | None = None) -> Contacts:
        """As they stand at the end of `week`, by default the last that was heard of. ValueError for an earlier one."""
        until = self._now if week is None else week
        if until < self._now:
            raise ValueError("a stream doesn't go back")
        at = self._begins + DAYS * (until + 1)
        fade = discount(self._kept.half_life) ** (until - self._week)
        found = replace(
            self._kept,
            weeks=until + 1,
            decayed=self._kept.decayed * fade,
            towards=self._kept.towards * fade,
            silent=at - self._last,
            known=at - self._first,
            presence=presence,
        )
        return with_return(found) if found.is_directed else found


def _placed(values: np.ndarray, place: np.ndarray, length: int, *, fill: float = 0) -> np.ndarray:
    """Values at new places along the last axis, `fill` elsewhere."""
    laid = np.full((*values.shape[:-1], length), fill, dtype=values.dtype)
    laid[..., place] = values
    return laid
