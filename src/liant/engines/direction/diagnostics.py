"""What could make an order in time look like more than it is; all of it is shown beside the estimates."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.direction.cross_lag import Arrow, CrossLag, cross_lag, dyadic_variance
from liant.engines.direction.effects import without_people
from liant.engines.direction.panel import Floats, Pairs, Panel, Places
from liant.engines.direction.student import critical, two_sided

SAME_WINDOW = 0.10  # beyond it, both series move together within a window
ALIKE = (0.5, 2.0)  # both directions of about the same size
RELIABLE = 0.6
MOST_LEFT_OUT = 60  # people, one by one; beyond, those who carry most


@dataclass(frozen=True)
class Diagnostics:
    """`robustness`: by direction, how much of both series something unseen would have to explain to bring the estimate to
    none. `placebo`: sharing between other people in place of the pair's. `least`, `most`: by direction, the estimates where
    any one person is left out. `halves_differ`: by direction, p of the two halves of the time being alike. `wider`: the
    estimates where windows are put together by two and by four. `reliability`: of tie and of share, between odd and even
    windows. `larger`: the direction whose standardised estimate is larger beyond chance, where both series are reliable."""

    same_window: float
    robustness: tuple[float, float]
    placebo: Arrow | None
    least: tuple[float, float]
    most: tuple[float, float]
    halves_differ: tuple[float, float]
    wider: dict[int, tuple[float, float]]
    reliability: tuple[float, float]
    larger: str | None


def diagnose(panel: Panel, found: CrossLag, *, teams: Sequence[int] | None = None, seed: int = 0) -> Diagnostics:
    """`teams`: (people,) where known, so that the placebo takes colleagues of the same team."""
    tie, share = np.log1p(panel.tie), np.log1p(panel.share)
    least, most = _one_left_out(panel, found)
    reliability = reliability_of(tie, panel.pairs), reliability_of(share, panel.pairs)
    freedom = panel.pairs.people - 1
    return Diagnostics(
        same_window=found.same_window,
        robustness=(robustness(found.weights[0]), robustness(found.weights[1])),
        placebo=_placebo(tie, share, panel.pairs, teams, seed),
        least=least,
        most=most,
        halves_differ=(two_sided(found.half_gap[0], freedom), two_sided(found.half_gap[1], freedom)),
        wider={times: one for times in (2, 4) if (one := _wider(panel, times)) is not None},
        reliability=reliability,
        larger=_larger(found, panel.pairs) if min(reliability) >= RELIABLE else None,
    )


def is_shared(found: CrossLag) -> bool:
    """Whether an event of the pair itself, such as a project begun together, can't be excluded: both directions are positive and
    of about one size, and what is left of both moves together within a window."""
    one, other = found.sharing_to_tie.estimate, found.tie_to_sharing.estimate
    return one > 0 and other > 0 and ALIKE[0] <= one / other <= ALIKE[1] and found.same_window > SAME_WINDOW


def robustness(weight: float) -> float:
    """The share, from 0 to 1, of what is left of both series that something unseen would have to explain to bring the estimate
    to none. `weight`: f, see `CrossLag.weights`.

    RV = ½ (√(f⁴ + 4f²) − f²). f is that of what is seen and not |t| / √df with the few degrees of freedom of the people: that
    grows as they get fewer, and would make an estimate look sturdier than it is. Source: C. Cinelli, C. Hazlett, Journal of
    the Royal Statistical Society B 82 (2020) 39.
    """
    return (math.sqrt(weight**4 + 4 * weight**2) - weight**2) / 2


def reliability_of(values: Floats, pairs: Pairs) -> float:
    """How alike odd and even windows order the pairs, stepped up to all windows (Spearman–Brown); 0 where they don't."""
    left = without_people(values, pairs)
    odd, even = left[:, 0::2].mean(axis=1), left[:, 1::2].mean(axis=1)
    if odd.std() == 0 or even.std() == 0:
        return 0.0
    alike = float(np.corrcoef(odd, even)[0, 1])
    return max(0.0, 2 * alike / (1 + alike))


def _wider(panel: Panel, times: int) -> tuple[float, float] | None:
    wide = panel.wider(times)
    if wide.windows < 5:
        return None
    try:
        found = cross_lag(np.log1p(wide.tie), np.log1p(wide.share), wide.pairs)
    except ValueError:
        return None
    return found.sharing_to_tie.estimate, found.tie_to_sharing.estimate


def _one_left_out(panel: Panel, found: CrossLag) -> tuple[tuple[float, float], tuple[float, float]]:
    """The least and the most estimate without any one person, both directions."""
    people = panel.pairs.people
    carried = np.abs(np.stack([panel.pairs.per_person(one) for one in found.influence])).max(axis=0)
    estimates = [(found.sharing_to_tie.estimate, found.tie_to_sharing.estimate)]
    for person in np.argsort(-carried)[: min(people, MOST_LEFT_OUT if people <= 200 else 5)]:
        rest = panel.without(int(person))
        try:
            one = cross_lag(np.log1p(rest.tie), np.log1p(rest.share), rest.pairs)
        except ValueError:
            continue
        estimates.append((one.sharing_to_tie.estimate, one.tie_to_sharing.estimate))
    firsts, seconds = zip(*estimates, strict=True)
    return (min(firsts), min(seconds)), (max(firsts), max(seconds))


def _placebo(tie: Floats, share: Floats, pairs: Pairs, teams: Sequence[int] | None, seed: int) -> Arrow | None:
    """Sharing of the first with another colleague of the second's team should say nothing of the pair's own tie."""
    other = _others(pairs, teams, np.random.default_rng(seed))
    usable = other >= 0
    if usable.sum() < len(pairs) / 2:
        return None
    kept = pairs.kept(usable)
    try:
        return cross_lag(tie[usable], share[other[usable]], kept).sharing_to_tie
    except ValueError:
        return None


def _others(pairs: Pairs, teams: Sequence[int] | None, chance: np.random.Generator) -> Places:
    """For each pair (i, j) another pair of i, with somebody of j's team; -1 where there is none."""
    group = np.zeros(pairs.people, dtype=np.int64) if teams is None else np.asarray(teams, dtype=np.int64)
    ends = np.concatenate([pairs.first, pairs.second])
    across = group[np.concatenate([pairs.second, pairs.first])]
    number = np.tile(np.arange(len(pairs)), 2)
    order = np.lexsort((chance.random(len(ends)), across, ends))
    ends, across, number = ends[order], across[order], number[order]
    after = np.roll(np.arange(len(ends)), -1)
    same = (ends == ends[after]) & (across == across[after])
    # the last of each run goes on with the first of it, so that each pair has the next one of its run
    starts = np.flatnonzero(np.r_[True, ~same[:-1]])
    run = np.cumsum(np.r_[True, ~same[:-1]]) - 1
    following = np.where(same, after, starts[run])
    chosen = np.full(len(pairs), -1, dtype=np.int64)
    useful = number[following] != number
    chosen[number[useful]] = number[following][useful]
    return chosen


def _larger(found: CrossLag, pairs: Pairs) -> str | None:
    """Which standardised estimate is larger, where the 95 % interval of their difference excludes none."""
    tie, share = found.spread
    one, other = share / tie, tie / share
    gap = found.sharing_to_tie.estimate * one - found.tie_to_sharing.estimate * other
    error = math.sqrt(dyadic_variance(found.influence[0] * one - found.influence[1] * other, pairs))
    if abs(gap) <= critical(pairs.people - 1) * error:
        return None
    return "sharing_to_tie" if gap > 0 else "tie_to_sharing"
