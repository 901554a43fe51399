"""What may be said of a panel: too little, a shared event, one direction, the other, a loop, less after more, or none found."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.direction.cross_lag import Arrow, CrossLag, cross_lag
from liant.engines.direction.diagnostics import Diagnostics, diagnose, is_shared
from liant.engines.direction.length import NUMBERED, Length
from liant.engines.direction.panel import Panel

LEAST_PEOPLE = 30
LEAST_WINDOWS = 12
LEAST_EVENTS = 0.10  # for each pair and window, in both series
LEAST_VARYING = 200  # pairs whose sharing is not the same in all windows
LEVEL = 0.05

VERDICTS = ("too_little", "shared_shock", "sharing_to_tie", "tie_to_sharing", "loop", "less_after_more", "none_found")
ARROWS = ("sharing_to_tie", "tie_to_sharing")


@dataclass(frozen=True, slots=True)
class Amount:
    """How large a panel is: people, windows, events for each pair and window, pairs whose sharing varies."""

    people: int
    windows: int
    tie_events: float
    share_events: float
    varying: int

    def lacking(self) -> tuple[str, ...]:
        """What there is too little of, by name; nothing where the method may be used."""
        lacks = {
            "few_people": self.people < LEAST_PEOPLE,
            "few_windows": self.windows < LEAST_WINDOWS,
            "few_tie_events": self.tie_events < LEAST_EVENTS,
            "few_share_events": self.share_events < LEAST_EVENTS,
            "little_variation": self.varying < LEAST_VARYING,
        }
        return tuple(name for name, is_lacking in lacks.items() if is_lacking)


@dataclass(frozen=True)
class Direction:
    """`verdict`: one of VERDICTS. `arrows` and `diagnostics`: None where there is too little, since a figure would be read
    anyway. `flags`: what to keep in mind, by name. `more`: by direction, how much more of the later there was, in parts of
    its mean, after the earlier had been one standard deviation above what is usual for the pair: estimate, low, high.
    `window`: how long each is."""

    amount: Amount
    verdict: str
    arrows: CrossLag | None
    diagnostics: Diagnostics | None
    flags: tuple[str, ...]
    more: tuple[tuple[float, float, float], tuple[float, float, float]] | None
    window: Length


def direction(
    panel: Panel, *, teams: Sequence[int] | None = None, seed: int = 0, window: Length = NUMBERED
) -> Direction:
    """Which comes first, sharing or tie, as far as these counts tell. Never a cause: that takes a draw (see `experiment`).

    Two directions are asked at once, so that each needs the level that S. Holm's rule leaves it (Scandinavian Journal of
    Statistics 6 (1979) 65). Only more after more is an arrow; less after more is said, and a verdict where there is no arrow.
    """
    amount = amount_of(panel)
    lacking = amount.lacking()
    if lacking:
        return Direction(amount, "too_little", None, None, lacking, None, window)
    try:
        found = cross_lag(np.log1p(panel.tie), np.log1p(panel.share), panel.pairs)
    except ValueError:
        return Direction(amount, "too_little", None, None, ("series_alike",), None, window)
    diagnostics = diagnose(panel, found, teams=teams, seed=seed)
    both = (found.sharing_to_tie, found.tie_to_sharing)
    sure = holm([one.p for one in both], LEVEL)
    signs = [is_sure * (1 if one.estimate > 0 else -1) for is_sure, one in zip(sure, both, strict=True)]
    shared = is_shared(found) and 1 in signs
    more = (
        _more(both[0], found.spread[1], float(panel.tie.mean())),
        _more(both[1], found.spread[0], float(panel.share.mean())),
    )
    verdict = "shared_shock" if shared else _verdict(signs)
    return Direction(amount, verdict, found, diagnostics, _flags(both, sure, diagnostics, shared), more, window)


def _verdict(signs: Sequence[int]) -> str:
    """Of both directions: 1 where there is surely more after more, -1 where there is surely less, else 0."""
    match [name for name, sign in zip(ARROWS, signs, strict=True) if sign > 0]:
        case [_, _]:
            return "loop"
        case [name]:
            return name
        case _:
            return "less_after_more" if -1 in signs else "none_found"


def amount_of(panel: Panel) -> Amount:
    varying = int((panel.share.min(axis=1) != panel.share.max(axis=1)).sum()) if panel.windows else 0
    return Amount(panel.pairs.people, panel.windows, float(panel.tie.mean()), float(panel.share.mean()), varying)


def holm(chances: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Which of several p-values stand at a level that holds for all of them together."""
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    stands = [False] * len(chances)
    for rank, at in enumerate(order):
        if chances[at] > level / (len(chances) - rank):
            break
        stands[at] = True
    return stands


def _flags(both: tuple[Arrow, Arrow], sure: Sequence[bool], seen: Diagnostics, shared: bool) -> tuple[str, ...]:
    flags = ["shared_shock"] if shared else []
    flags += [
        f"less_{name}" for name, one, is_sure in zip(ARROWS, both, sure, strict=True) if is_sure and one.estimate < 0
    ]
    flags += [f"halves_differ_{name}" for name, chance in zip(ARROWS, seen.halves_differ, strict=True) if chance < 0.01]
    flags += [f"one_person_matters_{name}" for at, name in enumerate(ARROWS)
              if sure[at] and seen.least[at] <= 0 <= seen.most[at]]  # fmt: skip
    if seen.placebo is not None and seen.placebo.p < 0.01:
        flags.append("placebo_moves")
    if min(seen.reliability) < 0.6:
        flags.append("not_comparable")
    return tuple(flags)


def _more(arrow: Arrow, spread: float, mean: float) -> tuple[float, float, float]:
    """log1p(y) rises by β·sd: y by expm1(β·sd)·(1 + ȳ), told in parts of ȳ; no less than all of it can go."""
    one, low, high = (
        max(-1.0, math.expm1(value * spread) * (1 + mean) / mean) for value in (arrow.estimate, arrow.low, arrow.high)
    )
    return one, low, high
