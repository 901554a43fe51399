"""Before anybody is drawn: how likely a test of this many people, weeks and meetings is to see what one hopes for."""

from dataclasses import dataclass

import numpy as np

from liant.engines.direction.drawn import LEVEL, Draw, Replays, chance_of, difference, residuals
from liant.engines.direction.panel import Floats, Pairs

ENOUGH = 0.8
RUNS = 200
REPLAYS = 399


@dataclass(frozen=True, slots=True)
class Power:
    """`chance`: how many of `runs` made-up programmes saw it, with the error of that; `may_be_called_a_test`: four in five."""

    chance: float
    error: float
    runs: int
    extra: float

    @property
    def may_be_called_a_test(self) -> bool:
        return self.chance >= ENOUGH


def most_weeks(people: int) -> int:
    """After half of all rounds, more weeks tell less: those not drawn together yet, whom the drawn are held beside, run out."""
    return max(1, (people + people % 2 - 1) // 2)


def power(
    rates: Floats, pairs: Pairs, draw: Draw, *, extra: float, weeks_after: int = 8, shows_up: float = 0.75, runs: int = RUNS,
    replays: int = REPLAYS, seed: int = 0, level: float = LEVEL,
) -> Power:  # fmt: skip
    """`rates`: (d,) of what passes between each pair in a week as things are; `extra`: more each week for pairs that met;
    `shows_up`: the share of the drawn who meet; `weeks_after`: over which it is counted, as it was before.
    """
    chance = np.random.default_rng(seed)
    made = Replays.of(lambda number: draw(number + 1_000_003), len(pairs), replays)
    seen = 0
    for run in range(runs):
        drawn = np.zeros(len(pairs), dtype=bool)
        drawn[draw(run)] = True
        met = drawn & (chance.random(len(pairs)) < shows_up)
        before = np.log1p(chance.poisson(rates * weeks_after))
        after = np.log1p(chance.poisson((rates + extra * met) * weeks_after))
        left = residuals(after, pairs, before[:, None])
        seen += chance_of(difference(left, drawn), made.differences(left)) <= level
    share = seen / runs
    return Power(share, float(np.sqrt(share * (1 - share) / runs)), runs, extra)
