"""How what experts share travels: inside, from one to the next; outside, carried further by others. In numbers that tell of nobody.

Cascades are told in batches that share none: the next batch begins where the last one that was told ended, so that nothing
follows from two of them. A batch that is too small to be told waits and grows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from liant.advocacy.breath.counting import ENOUGH, MINIMUM
from liant.advocacy.breath.taken import Stretch, Taken
from liant.engines.diffusion import LEAST_CASCADES, Cascades, cascades, finished, reproduction
from liant.engines.suppression import is_dominated

CLASSES = (2, 3, 5, 10)
"""Sizes at which a class of cascades begins, beside those of one share alone."""
Json = dict[str, Any]


@dataclass(frozen=True)
class Shares:
    """One row a share: whose, when in days, the row that it came from or −1."""

    keys: np.ndarray
    at: np.ndarray
    parents: np.ndarray


def travelling(taken: Sequence[Taken], stretch: Stretch, earlier: Sequence[Json]) -> Json:
    """`since`: the day from which cascades are in no batch yet. `inside`: None while too little may be told."""
    since = earlier[-1].get("travel", {}).get("since", 0) if earlier else 0
    inside = told_inside(shares_of(taken), since, stretch)
    return {"since": since if inside is None else stretch.first, "inside": inside, "outside": outside(taken, stretch)}


def shares_of(taken: Sequence[Taken]) -> Shares:
    """A token that nobody who is counted handed on, or that came later than the share, is none: the share is a first one."""
    steps = [(one.key, step) for one in taken for step in one.steps]
    rows = {step.token: row for row, (_key, step) in enumerate(steps) if step.token}
    parents = [rows.get(step.came_from, -1) for _key, step in steps]
    parents = [row if row >= 0 and steps[row][1].at < steps[at][1].at else -1 for at, row in enumerate(parents)]
    return Shares(
        np.array([key for key, _step in steps], dtype=np.int64),
        np.array([step.at for _key, step in steps], dtype=float),
        np.array(parents, dtype=np.int64),
    )


def told_inside(shares: Shares, since: int, stretch: Stretch) -> Json | None:
    """Of the cascades that began from `since` on and before these four weeks, which gave them time, those that have ended."""
    if not len(shares.keys):
        return None
    found = cascades(shares.parents)
    began = shares.at[found.roots]
    batch = (began >= since) & (began < stretch.first) & finished(found, shares.at, float(stretch.past))
    if not may_be_told(shares, found, batch):
        return None
    sizes, grown = found.sizes[batch], batch & (found.sizes > 1)
    brings = reproduction(sizes)
    return {
        "cascades": len(sizes),
        "shares": int(sizes.sum()),
        "classes": classes(found.sizes[grown], shares.keys[found.roots[grown]], alone=int((sizes == 1).sum())),
        "brings": {"value": brings.value, "low": brings.low, "high": brings.high},
        "virality": float(found.virality[grown].mean()),
    }


def may_be_told(shares: Shares, found: Cascades, batch: np.ndarray) -> bool:
    """Enough cascades; enough people whose shares were taken further, who took them further, and of whom neither is so; and none of
    those of whom it is so stands out."""
    if int(batch.sum()) < LEAST_CASCADES:
        return False
    grown = batch & (found.sizes > 1)
    begun = per_person(shares.keys[found.roots[grown]], found.sizes[grown] - 1)
    later = (shares.parents >= 0) & batch[found.cascade]
    took = per_person(shares.keys[later], np.ones(int(later.sum())))
    alone = set(shares.keys[found.roots[batch & (found.sizes == 1)]].tolist())
    enough = all(len(one) >= MINIMUM for one in (begun, took, alone))
    return enough and not is_dominated(list(begun.values())) and not is_dominated(list(took.values()))


def per_person(keys: np.ndarray, amounts: np.ndarray) -> dict[int, float]:
    found: dict[int, float] = {}
    for key, amount in zip(keys.tolist(), amounts.tolist(), strict=True):
        found[key] = found.get(key, 0) + amount
    return found


def classes(sizes: np.ndarray, begun_by: np.ndarray, alone: int) -> list[Json]:
    """Cascades by how many shares they have. A class begun by too few people goes with the one below it, the lowest with the one
    above."""
    edges, past = [], None
    for first in reversed(CLASSES):
        kept = (sizes >= first) & (sizes < past if past else True)
        if len(set(begun_by[kept].tolist())) >= MINIMUM:
            edges.append(first)
            past = first
    edges = [CLASSES[0], *sorted(edges)[1:]]
    rows = [
        {"from": first, "to": after - 1 if after else None, "cascades": int(((sizes >= first) & (sizes < (after or np.inf))).sum())}
        for first, after in zip(edges, [*edges[1:], None], strict=True)
    ]  # fmt: skip
    return [{"from": 1, "to": 1, "cascades": alone}, *rows]


def outside(taken: Sequence[Taken], stretch: Stretch) -> Json | None:
    """How often others carried further, in these four weeks, what experts shared with a link; over five sharers of whom none stands
    out."""
    by_person = [
        [sum(stretch.first <= day < stretch.past for day in one.carried) for one in each.shares] for each in taken
    ]
    posts = [total for counts in by_person if (total := sum(counts))]
    if len(posts) < MINIMUM or sum(posts) < ENOUGH or is_dominated(posts):
        return None
    return {"posts": sum(posts), "shares": sum(count > 0 for counts in by_person for count in counts)}
