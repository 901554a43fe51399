"""The same questions answered the plain way: who is in a cell, which counts are possible, which unions can be computed."""

import itertools
from dataclasses import replace

import numpy as np

from liant.engines.suppression import TOTAL, Cell, Published, Shown, Table


def table(parents=None, **counts):
    """`table(a=4, b=5)`, or `table(a=(4, 5))` for two columns x, y, …"""
    cells = []
    for row, count in counts.items():
        if isinstance(count, int):
            cells.append(Cell((row,), None, count))
        else:
            cells += [Cell((row, column), None, n) for column, n in zip("uvwxyz", count, strict=False)]
    return Table(tuple(cells), parents or {})


def publish(made, hidden, minimum=5, *, zero_is_public=False):
    """What a careless person would publish: everything but `hidden`."""
    counts = made.counts()
    shown = {key: Shown(counts[key], None) for key in made.layout.keys if key not in hidden}
    return Published(made.layout, shown, tuple(hidden), minimum, zero_is_public)


def finest(layout):
    return [key for key in layout.keys if key[0] in layout.leaves and key[1:] != (TOTAL,)]


def parts(layout, key):
    """The finest cells of a cell, by asking each leaf who stands above it."""

    def is_below(code):
        while code != key[0]:
            if code not in layout.parents:
                return False
            code = layout.parents[code]
        return True

    return {cell for cell in finest(layout) if is_below(cell[0]) and key[1:] in {cell[1:], (TOTAL,) * (len(key) - 1)}}


def equations(published):
    """One row per shown cell over the finest cells, 1 where it contains them; and what each adds up to."""
    cells = finest(published.layout)
    rows = [[float(cell in parts(published.layout, key)) for cell in cells] for key in published.shown]
    sums = [shown.count for shown in published.shown.values()]
    return np.array(rows).reshape(len(rows), len(cells)), np.array(sums, dtype=float)


def possible_counts(published, cap):
    """For each hidden cell the set of its counts over all tables that agree, no finest cell above `cap`."""
    cells, least = finest(published.layout), published.least
    matrix, sums = equations(published)
    ranges = [[published.shown[cell].count] if cell in published.shown else range(least, cap + 1) for cell in cells]
    tables = np.array(list(itertools.product(*ranges)), dtype=float)
    tables = tables[(tables @ matrix.T == sums).all(axis=1)]
    found = {}
    for key in published.hidden:
        inside = parts(published.layout, key)
        found[key] = set(tables[:, [cell in inside for cell in cells]].sum(axis=1).astype(int))
    return found


def isolated(made, published, most=10):
    """The unions of finest cells with fewer persons than the minimum whose sum follows by adding and subtracting.

    All unions of cells that aren't shown; nothing when there are more than `most` of them.
    """
    cells, counts = finest(published.layout), made.counts()
    places = [at for at, cell in enumerate(cells) if cell not in published.shown]
    if not places or len(places) > most:
        return []
    matrix = equations(published)[0][:, places]
    _, strengths, basis = np.linalg.svd(matrix, full_matrices=False)
    basis = basis[strengths > 1e-9]
    unions = np.array(list(itertools.product((0.0, 1.0), repeat=len(places))))[1:]
    left = unions - unions @ basis.T @ basis
    sizes = unions @ np.array([counts[cells[at]] for at in places])
    found = (np.abs(left).max(axis=1) < 1e-7) & (sizes < published.minimum)
    return [[cells[at] for at, is_in in zip(places, union, strict=True) if is_in] for union in unions[found]]


def with_values(made, values):
    cells = [replace(cell, value=value) for cell, value in zip(made.cells, values, strict=False)]
    return Table(tuple(cells), made.parents)
