"""The same estimate the plain way: dummies for each pair and for each person in each window, in one sparse least squares."""

import numpy as np
from scipy.sparse import csr_array, hstack
from scipy.sparse.linalg import lsqr


def plain(tie, share, pairs):
    """Both coefficients, uncorrected: what sharing says of the tie, and the tie of sharing."""
    many, windows = tie.shape
    steps = windows - 1
    rows = np.arange(many * steps)
    pair, step = np.divmod(rows, steps)
    ones = np.ones(len(rows))
    by_pair = csr_array((ones, (rows, pair)), shape=(len(rows), many))
    by_person = csr_array(
        (
            np.concatenate([ones, ones]),
            (
                np.tile(rows, 2),
                np.concatenate([pairs.first[pair] * steps + step, pairs.second[pair] * steps + step]),
            ),
        ),
        shape=(len(rows), pairs.people * steps),
    )
    before = np.column_stack([tie[:, :-1].ravel(), share[:, :-1].ravel()])
    design = hstack([csr_array(before), by_pair, by_person], format="csr")
    found = []
    for after, regressor in ((tie, 1), (share, 0)):
        solved = lsqr(design, after[:, 1:].ravel(), atol=1e-12, btol=1e-12, iter_lim=5_000)
        found.append(float(solved[0][regressor]))
    return tuple(found)
