"""The same attack by a general solver: HiGHS, through SciPy, two linear programmes for each hidden cell."""

import math
import time
from collections.abc import Mapping

import numpy as np

from liant.engines.suppression import Key, Published


def attacked(published: Published) -> tuple[Mapping[Key, tuple[float, float]], float]:
    """The least and the most that each hidden cell may count, and the seconds of processor that finding it took."""
    from scipy.optimize import linprog  # of the tests alone
    from scipy.sparse import csr_array

    from tests.engines.suppression.suppression_reference import equations, finest, parts

    cells, (matrix, sums) = finest(published.layout), equations(published)
    inside = {key: parts(published.layout, key) for key in published.hidden}
    told = {"A_eq": csr_array(matrix), "b_eq": sums, "bounds": (published.least, None), "method": "highs"}
    began, found = time.process_time(), {}
    for key, within in inside.items():
        aim = np.array([float(cell in within) for cell in cells])
        least, most = linprog(aim, **told), linprog(-aim, **told)
        found[key] = (least.fun, -most.fun if most.status == 0 else math.inf)
    return found, time.process_time() - began
