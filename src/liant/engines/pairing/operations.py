"""Every week different people meet: who has not met yet, across teams, with an hour and a language in common.

Each week is a matching on the pairs that have not met, of the largest weight. Weeks drawn one by one jam before everyone has met
everyone; with fewer than thirty people they therefore come from the circle method, and with more where the others would repeat. With n
even and no other rule at least ⌊n/2⌋ weeks have no repeat: after k weeks everyone has n − 1 − k left, and by Dirac's theorem all can be
paired while that is n/2 or more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from liant.engines.pairing.circle import rounds
from liant.engines.pairing.luck import digest_of, keys_of, of_pairs, shuffled
from liant.engines.pairing.matching import CARDINALITY, LUCK, NEW_TIE, OTHER_TEAM, match
from liant.engines.pairing.people import Met, People, Table
from liant.engines.pairing.rotation import Meeting, Rotation

FEW = 30
BLOCK = 500
"""More people than this are drawn in blocks of no more than that, by their clocks and by luck, other ones each week."""
MANY, BEST = 100, 16
"""Of more people than `MANY` only each one's 16 best pairs are matched, unless that leaves somebody over."""
RATHER = 10 * CARDINALITY
"""What a pair that has not met is worth above one that has, once some have to meet again."""


@dataclass(frozen=True)
class _Drawn:
    """One week: groups of rows, the rows of those who have nobody, what the groups weigh, how many of them met before."""

    groups: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...]
    weight: int
    repeats: tuple[bool, ...]


def operations(
    people: People,
    *,
    weeks: int,
    seed: int,
    met: Iterable[tuple[int, int, int]] = (),
    forbidden: Iterable[tuple[int, int]] = (),
    left_over: Iterable[int] = (),
    closeness: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None,
) -> Rotation:
    """Who meets whom in weeks 1 to `weeks`.

    `met`: (row, row, week) of those who met before, weeks being 0 or less; `forbidden`: rows that must not meet; `left_over`: rows, as
    often as each was the odd one out. `closeness`: rows, rows and the strength of their tie, 0 to 100: who hardly know each other
    come first. The odd one out, who takes turns, joins two others. Once everyone has met everyone, those meet again who did longest
    ago. The same arguments draw the same, whatever the order of people. ValueError as People has it.
    """
    known = Met(len(people), met, forbidden, left_over)
    draw = _Draw(people, seed, Table(len(people), *closeness) if closeness is not None else None)
    plan = draw.weeks(known.copy(), weeks, by_circle=len(people) < FEW)
    if len(people) <= BLOCK and any(any(week.repeats) for week in plan):
        other = draw.weeks(known.copy(), weeks, by_circle=len(people) >= FEW)
        plan = min(plan, other, key=_again)
    return _told(people, plan, seed)


def _again(plan: list[_Drawn]) -> tuple[int, int, int]:
    """What a plan is better for having less of: an early week with people who met before, and such meetings altogether."""
    repeats = [sum(week.repeats) for week in plan]
    first = next((number for number, count in enumerate(repeats) if count), len(plan))
    return -first, sum(repeats), -sum(week.weight for week in plan)


def _told(people: People, plan: list[_Drawn], seed: int) -> Rotation:
    meetings, resting = [], []
    for week, drawn in enumerate(plan, 1):
        named = [
            Meeting(
                week,
                (*sorted(people.ids[row] for row in group[:2]), *(people.ids[row] for row in group[2:])),
                is_repeat,
            )
            for group, is_repeat in zip(drawn.groups, drawn.repeats, strict=True)
        ]
        meetings += sorted(named, key=lambda meeting: meeting.people)
        resting += sorted((week, people.ids[row]) for row in drawn.alone)
    return Rotation("operations", len(plan), seed, digest_of(people.ids), tuple(meetings), tuple(resting))


class _Draw:
    """Draws weeks for some people; keeps what doesn't change from week to week."""

    def __init__(self, people: People, seed: int, closeness: Table | None) -> None:
        self._people, self._seed, self._closeness = people, seed, closeness

    def weeks(self, met: Met, weeks: int, *, by_circle: bool) -> list[_Drawn]:
        """`met` grows as the weeks are drawn."""
        left = self._rounds() if by_circle else []
        found = []
        for week in range(1, weeks + 1):
            rows = self._people.there(week)
            # by how many have met, so that week after week, each with what came before, draws what all at once would
            luck = keys_of(self._people.ids, self._seed, "week", len(met))
            drawn = self._week(rows, met, luck, self._best_round(left, rows, met, luck))
            met.meet(drawn.groups, week)
            found.append(drawn)
        return found

    def _rounds(self) -> list[np.ndarray]:
        """Rounds of the circle method over rows in a random order; whoever is paired with −1 rests."""
        order = np.append(shuffled(self._people.ids, self._seed, "circle"), -1)
        return list(order[rounds(len(self._people))])

    def _best_round(
        self, left: list[np.ndarray], rows: np.ndarray, met: Met, luck: np.ndarray
    ) -> tuple[np.ndarray, int]:
        """(k, 2) pairs of the round of which most may still meet, and which weighs most, and who rests in it, or −1: somebody who
        was left over least. The round is taken out."""
        if not left:
            return np.zeros((0, 2), dtype=np.int64), -1
        weighed = _Weighed(self._people, rows, met, luck[rows], self._closeness)
        times = met.times_left_over(rows)
        turn = set(rows[times == times.min()].tolist()) if len(rows) else set()
        place = np.full(len(self._people) + 1, -1)  # the last is nobody's
        place[rows] = np.arange(len(rows))
        found = []
        for number, pairs in enumerate(left):
            here = place[pairs]
            here = here[(here >= 0).all(axis=1)]
            here = here[weighed.is_fresh[here[:, 0], here[:, 1]]]
            rests = int(pairs[(pairs < 0).any(axis=1)].max(initial=-1))
            weight = int(weighed.weight[here[:, 0], here[:, 1]].sum())
            found.append((rests in turn, len(here), weight, -number, here, rests))
        *_, at, here, rests = max(found, key=lambda one: one[:4])
        del left[-at]
        return rows[here], rests

    def _week(self, rows: np.ndarray, met: Met, luck: np.ndarray, laid_out: tuple[np.ndarray, int]) -> _Drawn:
        fixed, rests = laid_out
        free = rows[~np.isin(rows, fixed)]
        pairs, odd, weight = [fixed], [], 0
        for block, aside in self._blocks(free, met, luck):
            weighed = _Weighed(self._people, block, met, luck[block], self._closeness)
            found, over = weighed.paired(met.times_left_over(block) - (block == rests))
            pairs.append(block[found])
            weight += int(weighed.weight[found[:, 0], found[:, 1]].sum())
            odd += [*block[over].tolist(), *aside]
        two = [tuple(pair) for pair in np.concatenate(pairs).tolist()]
        groups, alone = self._with_odd(two, sorted(odd, key=lambda row: int(luck[row])), met, luck)
        return _Drawn(groups, alone, weight, met.have_met(groups))

    def _blocks(self, rows: np.ndarray, met: Met, luck: np.ndarray) -> list[tuple[np.ndarray, list[int]]]:
        """Blocks of an even number of people of near clocks, and beside the first the odd one out."""
        if len(rows) <= BLOCK:
            return [(rows, [])]
        aside: list[int] = []
        if len(rows) % 2:
            times = met.times_left_over(rows)
            chosen = min(range(len(rows)), key=lambda at: (int(times[at]), int(luck[rows[at]])))
            aside, rows = [int(rows[chosen])], np.delete(rows, chosen)
        clock = np.zeros(len(rows))
        if self._people.offsets is not None:
            clock = np.nan_to_num(np.asarray(self._people.offsets, dtype=float)[rows].mean(axis=1))
        order = np.lexsort((luck[rows], clock))
        rows = np.roll(rows[order], int(luck.min() % np.uint64(len(rows))))  # other ends of the blocks each week
        size = 2 * -(-len(rows) // (2 * -(-len(rows) // BLOCK)))
        blocks = [rows[start : start + size] for start in range(0, len(rows), size)]
        return [(block, aside if at == 0 else []) for at, block in enumerate(blocks)]

    def _with_odd(
        self, groups: list[tuple[int, ...]], odd: list[int], met: Met, luck: np.ndarray
    ) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
        """Whoever is left over joins two others, where all three may meet, best where they have not; or has nobody."""
        alone = []
        for row in odd:
            met.leave_over(row)
            at = self._third_of(groups, row, met, luck)
            if at is None:
                alone.append(row)
            else:
                groups[at] = (*groups[at], row)
        return tuple(groups), tuple(alone)

    def _third_of(self, groups: list[tuple[int, ...]], row: int, met: Met, luck: np.ndarray) -> int | None:
        pairs = [at for at, group in enumerate(groups) if len(group) == 2][:BLOCK]
        rows = np.array([row, *(one for at in pairs for one in groups[at])])
        weighed = _Weighed(self._people, rows, met, luck[rows], self._closeness)
        mine = weighed.rank()[0, 1:].reshape(-1, 2)
        both = np.where((mine >= 0).all(axis=1), mine.sum(axis=1), -1)
        return pairs[int(both.argmax())] if len(both) and both.max() >= 0 else None


class _Weighed:
    """What each pair of some people weighs this week, and which of them may meet."""

    def __init__(self, people: People, rows: np.ndarray, met: Met, luck: np.ndarray, closeness: Table | None) -> None:
        self.has_met, self._when, never = met.among(rows)
        self.is_allowed = people.may_meet(rows) & ~never
        self.is_fresh = self.is_allowed & ~self.has_met
        self._luck = of_pairs(luck[:, None], luck[None, :])
        teams = people.teams[rows]
        is_other = (teams[:, None] != teams[None, :]) | (teams[:, None] < 0)
        known = np.zeros(is_other.shape) if closeness is None else closeness.among(rows)
        self.weight = (
            CARDINALITY
            + OTHER_TEAM * is_other
            + np.floor(NEW_TIE * (1 - known / 100)).astype(np.int64)
            + (self._luck % np.uint64(LUCK)).astype(np.int64)
        )

    def rank(self) -> np.ndarray:
        """(m, m) by which a third is chosen: −1 where two may not meet, far more where they have not met."""
        return np.where(self.is_allowed, self.weight + RATHER * ~self.has_met, -1)

    def paired(self, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(k, 2) pairs, and those left over: places among the rows. `times`: how often each was left over."""
        size = len(self.weight)
        may_rest = times == times.min() if size else times > 0
        found, over = self._best(self.is_fresh, may_rest, times)
        if len(over) <= size % 2:
            return found, over
        _, alone = self._best(self.is_allowed, may_rest, times)
        if len(alone) > size % 2:
            may_rest = np.ones(size, dtype=bool)
            _, alone = self._best(self.is_allowed, may_rest, times)
        if len(alone) >= len(over):
            return found, over
        weeks = np.unique(self._when[self.is_allowed & self.has_met])
        low, high = 0, len(weeks) - 1  # the oldest week up to which meetings have to come again
        while low < high:
            middle = (low + high) // 2
            _, left = self._best(self._until(int(weeks[middle])), may_rest, times)
            low, high = (low, middle) if len(left) == len(alone) else (middle + 1, high)
        return self._best(self._until(int(weeks[low])), may_rest, times)

    def _until(self, week: int) -> np.ndarray:
        return self.is_fresh | (self.is_allowed & self.has_met & (self._when <= week))

    def _best(self, may: np.ndarray, may_rest: np.ndarray, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The best matching on the pairs that may meet: the pairs, and who is left over."""
        size = len(self.weight)
        if size > MANY:
            found, over = self._matched(self._few(may), may_rest, times)
            if len(over) <= size % 2:
                return found, over
        return self._matched(may, may_rest, times)

    def _few(self, may: np.ndarray) -> np.ndarray:
        """Each one's best pairs."""
        worth = np.where(may, self.weight + RATHER * ~self.has_met + self._luck / 2.0**64, -1.0)
        best = np.argpartition(-worth, BEST, axis=1)[:, :BEST]
        kept = np.zeros_like(may)
        np.put_along_axis(kept, best, True, axis=1)
        return (kept | kept.T) & may

    def _matched(self, may: np.ndarray, may_rest: np.ndarray, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """An odd number has a seat more, for whoever was left over least."""
        size = len(self.weight)
        left, right = np.nonzero(np.triu(may, 1))
        weight, luck = self.weight[left, right] + RATHER * ~self.has_met[left, right], self._luck[left, right]
        if size % 2:
            rests = np.flatnonzero(may_rest)
            left, right = np.append(left, rests), np.append(right, np.full(len(rests), size))
            spared = RATHER * (1 + size * (times.max(initial=0) - times[rests]))  # turns come before repeats
            weight, luck = np.append(weight, spared), np.append(luck, self._luck[rests, rests])
        pairs = match(size + size % 2, left, right, weight.astype(np.int64), luck)
        found = pairs[pairs[:, 1] < size]
        return found, np.setdiff1d(np.arange(size), found)
