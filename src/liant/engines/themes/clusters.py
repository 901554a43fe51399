"""Passages that lie close together: spherical clusters, as many as tell them apart best."""

from dataclasses import dataclass

import numpy as np

from liant.engines.themes.space import Array

STARTS, STEPS = 5, 100
SEED = 0  # always the same draws: the same passages give the same clusters


@dataclass(frozen=True)
class Clusters:
    """`centres`: (clusters, dimensions), none of them empty."""

    centres: Array

    def nearness(self, points: Array) -> Array:
        """(points, clusters): minus half the squared distance, but for what is the same for all clusters of a point."""
        return points @ self.centres.T - (self.centres**2).sum(axis=1) / 2

    def nearest(self, points: Array) -> np.ndarray:
        """(points,): the place of the nearest centre."""
        return self.nearness(points).argmax(axis=1)


def clusters_of(points: Array, most: int) -> Clusters:
    """The number of clusters, from 2 to `most`, whose silhouette is widest; `points` are unit vectors, two at least.

    k-means with k-means++ seeds (D. Arthur & S. Vassilvitskii, 2007); the simplified silhouette, against centres rather than
    against all pairs (L. Vendramin, R. Campello & E. Hruschka, 2010).
    """
    found = [_k_means(points, count) for count in range(2, max(2, most) + 1)]
    return max(found, key=lambda one: _silhouette(points, one))


def _k_means(points: Array, count: int) -> Clusters:
    chance = np.random.default_rng(SEED)
    best, closest = Clusters(points[:1]), -np.inf
    for _start in range(STARTS):
        found = _settle(points, _seeds(points, count, chance))
        sum_of = float(found.nearness(points).max(axis=1).sum())
        if sum_of > closest + 1e-9:
            best, closest = found, sum_of
    return best


def _seeds(points: Array, count: int, chance: np.random.Generator) -> Array:
    chosen = [int(chance.integers(len(points)))]
    away = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < count and away.sum() > 1e-9:
        at = int(np.searchsorted(np.cumsum(away), chance.random() * away.sum()))
        chosen.append(min(at, len(points) - 1))
        away = np.minimum(away, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen]


def _settle(points: Array, seeds: Array) -> Clusters:
    found = Clusters(seeds)
    for _step in range(STEPS):
        nearest = found.nearest(points)
        several = [points[nearest == one].mean(axis=0) for one in range(len(found.centres)) if (nearest == one).any()]
        moved = Clusters(np.array(several))
        if moved.centres.shape == found.centres.shape and np.allclose(moved.centres, found.centres):
            break
        found = moved
    return found


def _silhouette(points: Array, found: Clusters) -> float:
    lengths = np.linalg.norm(found.centres, axis=1)
    away = 1 - points @ (found.centres / np.where(lengths == 0, 1, lengths)[:, None]).T
    if away.shape[1] < 2:
        return -1.0
    rows, nearest = np.arange(len(points)), found.nearest(points)
    own = away[rows, nearest]
    away[rows, nearest] = np.inf
    other = away.min(axis=1)
    return float(((other - own) / np.maximum(np.maximum(own, other), 1e-9)).mean())
