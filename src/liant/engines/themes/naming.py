"""Which words tell a theme from the others, and its name in them."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from liant.engines.themes.space import Array
from liant.engines.themes.words import family_of

PRIOR = 0.1  # of all that was said, which the prior weighs: a word seen twice tells little
TELLING = 1.64  # standard deviations: 95 of 100 by chance are under it
SUPPORT = 3  # passages of a theme in which a telling word stands
NAMED = 3  # words of a name
SAME = 0.8  # of a word’s passages in which it stands as part of the pair: the pair is named instead


def telling(has: npt.NDArray[np.bool_], nearest: np.ndarray, count: int) -> Array:
    """(themes, terms): how far each term tells a theme from all others, in standard deviations; 0 where it doesn't.

    `has`: (passages, terms); `nearest`: the theme of each passage. Log-odds with an informative Dirichlet prior, which is how
    often each term stands anywhere (B. Monroe, M. Colaresi & K. Quinn, Fightin' words, 2008, eq. 16 to 22).
    """
    every = has.sum(axis=0).astype(float)
    prior = PRIOR * every + 0.01
    found = np.zeros((count, has.shape[1]))
    for theme in range(count):
        inside = has[nearest == theme].sum(axis=0).astype(float)
        ours, theirs = inside + prior, every - inside + prior
        odds = np.log(ours / (ours.sum() - ours)) - np.log(theirs / (theirs.sum() - theirs))
        far = odds / np.sqrt(1 / ours + 1 / theirs)
        found[theme] = np.where((far >= TELLING) & (inside >= SUPPORT), far, 0.0)
    return found


def strands(far: Array, has: npt.NDArray[np.bool_]) -> list[Array]:
    """The telling words of one group of passages, (terms,), in parts that hold together: words of different parts never stand
    in one passage. `has`: of the passages of the group."""
    left = set(np.flatnonzero(far).tolist())
    beside = has[:, far > 0].astype(int)
    together = dict(zip(np.flatnonzero(far).tolist(), beside.T @ beside > 0, strict=True))
    order, found = list(together), []
    while left:
        part = np.zeros_like(far)
        waiting = [min(left)]
        while waiting:
            at = waiting.pop()
            if at in left:
                left.remove(at)
                part[at] = far[at]
                waiting += [order[other] for other in np.flatnonzero(together[at])]
        found.append(part)
    return found


def name_of(terms: Sequence[str], far: Array, has: npt.NDArray[np.bool_], forms: Mapping[str, str]) -> tuple[str, ...]:
    """The words that tell most, as they were written, one of each family. `has`: of the passages of the theme. A pair is told
    instead of its words where these mostly stand in it."""
    often = has.sum(axis=0)
    chosen: list[int] = []
    for at in sorted(np.flatnonzero(far).tolist(), key=lambda one: (-far[one], terms[one])):
        families = _families(terms[at])
        known = [one for one in chosen if families & _families(terms[one])]
        if not known and len(chosen) < NAMED:
            chosen.append(at)
        elif (
            len(families) > 1 and known and all(often[at] >= SAME * often[one] and _is_one(terms[one]) for one in known)
        ):
            chosen = [at if one == known[0] else one for one in chosen if one not in known[1:]]
    return tuple(forms[terms[at]] for at in chosen)


def _families(term: str) -> frozenset[str]:
    return frozenset(word if word.endswith("*") else family_of(word) for word in term.split())


def _is_one(term: str) -> bool:
    return " " not in term
