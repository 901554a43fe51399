"""Themes found in comments: their passages laid close to what is like them, grouped, named, and held to a least number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.themes.clusters import clusters_of
from liant.engines.themes.naming import name_of, strands, telling
from liant.engines.themes.space import Array, space_of
from liant.engines.themes.words import passages_of, written

MOST = 14  # themes: more are not read
ALIKE = 5  # different sentences for each group that is tried
EACH = 1.5  # times the least number, of the comments, for each theme that is tried


@dataclass(frozen=True)
class Theme:
    """`words`: its name, the most telling first, as people wrote them; `comments`: their places, rising."""

    words: tuple[str, ...]
    comments: tuple[int, ...]


@dataclass(frozen=True)
class Themes:
    """The largest first. A comment is in one theme, in several, or in `other`; never in none."""

    themes: tuple[Theme, ...]
    other: tuple[int, ...]


def find_themes(comments: Sequence[str], *, minimum: int = 10) -> Themes:
    """What several comments are about.

    Each theme has `minimum` comments at least, and so has what is in none, where anything is: what is fewer is told with
    the other. A comment belongs to the theme nearest to one of its sentences where it holds one of its telling words, so
    that whoever reads it sees why. Under twice the minimum of comments, no themes. Neither the order of the comments nor
    chance changes anything. Errors: ValueError for a minimum under one.
    """
    if minimum < 1:
        raise ValueError("A theme has a comment at least.")
    everyone = range(len(comments))
    nothing = Themes((), tuple(everyone))
    if len(comments) < 2 * minimum:
        return nothing
    order = sorted(everyone, key=lambda at: comments[at])
    grouped = _group([comments[at] for at in order], max(2, min(MOST, int(len(comments) / (EACH * minimum)))))
    if grouped is None:
        return nothing
    kept = hold(grouped.fits, minimum)
    themes = [
        Theme(words, tuple(sorted(order[at] for at in np.flatnonzero(kept[:, place]))))
        for place, words in enumerate(grouped.names) if kept[:, place].any()
    ]  # fmt: skip
    themes.sort(key=lambda one: (-len(one.comments), one.words))
    return Themes(tuple(themes), tuple(sorted(order[at] for at in np.flatnonzero(~kept.any(axis=1)))))


@dataclass(frozen=True)
class _Grouped:
    """`fits`: (comments, themes), how near each comment is to each theme that it belongs to; minus infinity elsewhere."""

    fits: Array
    names: list[tuple[str, ...]]


def _group(comments: Sequence[str], most: int) -> _Grouped | None:
    passages = passages_of(comments)
    space = space_of(passages)
    places = space.places(passages)
    known = np.flatnonzero(places.any(axis=1))
    passages, places = [passages[at] for at in known], places[known]
    if len(passages) < 2:
        return None
    each = list(
        {one.terms: at for at, one in enumerate(passages)}.values()
    )  # said word for word by many, it is one thing
    clusters = clusters_of(places[each], min(most, len(each) // ALIKE))
    nearest = clusters.nearest(places)
    has = space.counts(passages) > 0
    far = telling(has, nearest, len(clusters.centres))
    parts = [(one, part) for one in range(len(far)) for part in strands(far[one], has[nearest == one])]
    if not parts:
        return None
    forms = written(passages)
    names = [name_of(space.terms, part, has[nearest == one], forms) for one, part in parts]
    fits = np.full((len(comments), len(parts)), -np.inf)
    told = np.array([part for _one, part in parts])
    near = clusters.nearness(places)
    for at, one in enumerate(passages):
        tells = np.where([of == nearest[at] for of, _part in parts], told @ has[at], 0)
        best = int(tells.argmax())
        if tells[best] > 0:
            fits[one.comment, best] = max(fits[one.comment, best], near[at, nearest[at]])
    return _Grouped(fits, names)


def hold(fits: Array, minimum: int) -> np.ndarray:
    """(comments, themes): who stays where. A theme of fewer than `minimum` comments is dissolved, the smallest first. Where
    few are in none, those that fit their theme least join them, as long as their theme keeps the minimum; where there are
    no such, the smallest theme is dissolved."""
    kept = fits > -np.inf
    while kept.any():
        counts = kept.sum(axis=0)
        smallest = min((one for one in range(len(counts)) if counts[one]), key=lambda one: (counts[one], one))
        missing = minimum - int((~kept.any(axis=1)).sum())
        if counts[smallest] < minimum:
            kept[:, smallest] = False
        elif missing in (0, minimum) or missing < 0:
            break
        elif len(spared := _loosest(kept, fits, minimum, missing)) == missing:
            kept[spared] = False
        else:
            kept[:, smallest] = False
    return kept


def _loosest(kept: np.ndarray, fits: Array, minimum: int, wanted: int) -> list[int]:
    """Comments of a single theme that it can spare, those that fit it least first."""
    counts = kept.sum(axis=0)
    single = [(fits[at, theme], at, theme) for at, theme in zip(*np.nonzero(kept), strict=True) if kept[at].sum() == 1]
    found: list[int] = []
    for _fit, at, theme in sorted(single):
        if len(found) < wanted and counts[theme] > minimum:
            counts[theme] -= 1
            found.append(int(at))
    return found
