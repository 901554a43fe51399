"""The best way to pair people up: as many pairs as possible, and among these ways the one that weighs most.

Edmonds' blossom algorithm (Galil, ACM Comput. Surv. 18 (1986) 23), by rustworkx. Weights are whole numbers: with fractions it may stop
short of the best.
"""

import numpy as np

CARDINALITY, OTHER_TEAM, NEW_TIE, LUCK = 100_000, 10_000, 1_000, 100
"""What a pair weighs: by itself; more where it joins two teams; up to so much more where the two hardly know each other; by luck, less
than so much."""


def match(
    size: int, left: np.ndarray, right: np.ndarray, weight: np.ndarray, luck: np.ndarray | None = None
) -> np.ndarray:
    """(k, 2) pairs, in order, the smaller number first: no one twice, as many pairs as there can be, and of the largest total weight.

    `left`, `right`: (e,) ends of the edges, from 0 to `size` − 1; `weight`: (e,) whole numbers, not negative. `luck`: (e,) 64 bits
    each, by which one of several equally good ways is taken: the same ones always take the same.
    """
    import rustworkx  # costs a twentieth of a second, which only this needs

    given = np.asarray(weight)
    if not np.issubdtype(given.dtype, np.integer):
        raise ValueError("weights are whole numbers")
    fine, most = np.zeros(len(given), dtype=np.int64), 1
    if luck is not None:
        most = max(size, 2) << 18  # so that all luck together weighs less than one
        fine = (luck >> np.uint64(45)).astype(np.int64)
    whole = [coarse * most + little for coarse, little in zip(given.tolist(), fine.tolist(), strict=True)]
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    graph.add_edges_from(list(zip(left.tolist(), right.tolist(), whole, strict=True)))
    found = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return np.array(sorted((min(pair), max(pair)) for pair in found), dtype=np.int64).reshape(-1, 2)
