"""One way of reckoning one quantity, by itself in a process, so that its time and its memory are its own; prints JSON.

    python _ties_beside.py WAY PEOPLE EVENTS FILE.npz

What it found goes to the file, by pair: the benchmark compares them. Ways: liant-sums, pandas-sums (decayed contacts by pair and channel);
liant-overlap, igraph-overlap, networkx-overlap (how many two people have in common, over those whom either knows).
"""

import json
import resource
import sys
import time

import numpy as np

WEEKS, HALF_LIFE, SAMPLE = 52, 8.0, 20_000
Rows = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def firm(people: int, events: int, seed: int = 1) -> Rows:
    """Source, target, channel and day of a year's interactions: half within teams of about twenty, a third among neighbouring
    ones, the rest with anyone."""
    chance = np.random.default_rng(seed)
    source = chance.integers(0, people, events, dtype=np.int64)
    kind = chance.random(events)
    near = (source // 20) * 20 + np.minimum(chance.geometric(0.15, events), 20) % 20
    around = source + chance.integers(-300, 301, events)
    target = np.where(kind < 0.5, near, np.where(kind < 0.83, around, chance.integers(0, people, events))) % people
    others = np.flatnonzero(source != target)
    channel = chance.choice(5, len(others), p=[0.2, 0.05, 0.4, 0.1, 0.25])
    return source[others], target[others], channel, chance.uniform(0, 7 * WEEKS, len(others))


def pandas_sums(rows: Rows, people: int) -> tuple[np.ndarray, np.ndarray]:
    import pandas as pd  # beside Liant alone

    source, target, channel, day = rows
    frame = pd.DataFrame(
        {"first": np.minimum(source, target), "second": np.maximum(source, target), "channel": channel}
    )
    frame["faded"] = 2 ** (-(np.rint((7 * WEEKS - day) * 86_400) // 604_800) / HALF_LIFE)
    found = frame.groupby(["first", "second", "channel"], sort=True)["faded"].sum()
    first, second, which = (found.index.get_level_values(at).to_numpy() for at in range(3))
    return (first * people + second) * 5 + which, found.to_numpy()


def liant_sums(rows: Rows, people: int) -> tuple[np.ndarray, np.ndarray]:
    found = _contacts(rows, people)
    channel, pair = np.nonzero(found.total)
    return found.keys[pair] * 5 + channel, found.decayed[channel, pair]


def liant_overlap(rows: Rows, people: int) -> tuple[np.ndarray, np.ndarray]:
    from liant.engines.ties import circles  # not where others are measured

    found = _contacts(rows, people)
    began = time.process_time()
    overlap = circles(found).overlap
    print(json.dumps({"alone": time.process_time() - began}))
    return found.keys, overlap


def igraph_overlap(rows: Rows, people: int) -> tuple[np.ndarray, np.ndarray]:
    import igraph  # beside Liant alone

    keys = _pairs(rows, people)
    edges = np.stack([keys // people, keys % people], axis=1)
    began = time.process_time()
    graph = igraph.Graph(people, edges)
    known = np.array(graph.degree())
    jaccard = np.array(graph.similarity_jaccard(pairs=edges.tolist(), loops=False))
    print(json.dumps({"alone": time.process_time() - began}))
    whole = known[edges[:, 0]] + known[edges[:, 1]]
    common = jaccard * whole / (1 + jaccard)
    return keys, common / np.maximum(whole - 2 - common, 1)


def networkx_overlap(rows: Rows, people: int) -> tuple[np.ndarray, np.ndarray]:
    import networkx  # beside Liant alone

    keys = _pairs(rows, people)
    graph = networkx.Graph(zip((keys // people).tolist(), (keys % people).tolist(), strict=True))
    asked = np.random.default_rng(0).permutation(keys)[:SAMPLE]
    began, found = time.process_time(), []
    for one, other in zip((asked // people).tolist(), (asked % people).tolist(), strict=True):
        common = len(list(networkx.common_neighbors(graph, one, other)))
        found.append(common / max(graph.degree[one] + graph.degree[other] - 2 - common, 1))
    print(json.dumps({"alone": (time.process_time() - began) * len(keys) / len(asked)}))
    return asked, np.array(found)


def _pairs(rows: Rows, people: int) -> np.ndarray:
    return np.unique(np.minimum(rows[0], rows[1]) * people + np.maximum(rows[0], rows[1]))


def _contacts(rows: Rows, people: int):
    from liant.engines.ties import Interactions, contacts  # not where others are measured

    names = ("composed", "meeting", "message", "attendance", "click")
    return contacts(Interactions(*rows, np.ones(len(rows[0])), people, names), at=7.0 * WEEKS, half_life=HALF_LIFE)


def peak() -> float:
    """GB of memory at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    way, people, events, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    rows = firm(people, events)
    before, wall, used = peak(), time.perf_counter(), time.process_time()
    keys, values = globals()[way.replace("-", "_")](rows, people)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    print(json.dumps({"wall": wall, "processor": used, "memory": peak() - before}))
    order = np.argsort(keys)
    np.savez(out, keys=keys[order], values=values[order])
