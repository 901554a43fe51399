"""What follows exactly from shown figures of one wave by adding and subtracting: a hidden answer from all the others of its
group, a hidden group from those around it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.otherwise import Floats
from liant.engines.suppression.table import TOTAL

Key = tuple[Name, str]  # a group and an answer; TOTAL: whoever answered
_NOTHING = 1e-6


class Following:
    """`figures`: what is known of whom: the shown ones, as they are told. A row has one place for each class of people, who are
    in the same groups, and each answer."""

    def __init__(self, groups: Mapping[Name, People], answers: Sequence[str]) -> None:
        names = sorted(groups)
        kinds = sorted({tuple(key in groups[name] for name in names) for key in frozenset().union(*groups.values())})
        self.inside = dict(zip(names, np.array(kinds, dtype=float).reshape(len(kinds), len(names)).T, strict=True))
        self.answers = {code: at for at, code in enumerate(answers)}

    def row(self, key: Key) -> Floats:
        name, code = key
        chosen = np.zeros(max(1, len(self.answers)))
        chosen[slice(None) if code == TOTAL else self.answers[code]] = 1
        return np.outer(self.inside[name], chosen).ravel()

    def known(self, keys: Iterable[Key], figures: Mapping[Key, float]) -> dict[Key, float]:
        """The figure of each of `keys` that is shown or follows from what is."""
        asked = [key for key in keys if key not in figures]
        found = {key: figures[key] for key in keys if key in figures}
        shown = sorted(figures)
        values = np.array([figures[key] for key in shown])
        for key, parts in zip(asked, self.parts(asked, shown), strict=True):
            if parts is not None:
                found[key] = float(parts @ values)
        return found

    def behind(self, key: Key, shown: Collection[Key]) -> list[Key]:
        """The shown ones that a figure follows from; none where it doesn't."""
        ordered = sorted(shown)
        [parts] = self.parts([key], ordered)
        return [] if parts is None else [one for one, part in zip(ordered, parts, strict=True) if abs(part) > _NOTHING]

    def parts(self, keys: Sequence[Key], shown: Sequence[Key]) -> list[Floats | None]:
        """With which factors the rows of `shown` make each of `keys`; None where they can't."""
        if not keys or not shown:
            return [None] * len(keys)
        rows = np.array([self.row(key) for key in shown])
        wanted = np.array([self.row(key) for key in keys])
        factors = np.linalg.lstsq(rows.T, wanted.T, rcond=None)[0].T
        is_made = np.abs(factors @ rows - wanted).max(axis=1) < _NOTHING
        return [one if made else None for one, made in zip(factors, is_made, strict=True)]
