"""One question in several waves, put to the same people: what its counts and its means tell together, of those who came or went,
to whoever supposes that those who stayed answered as before. As in `supposing`, but of everyone alone, and with means.

Each class of people, who were there in the same waves, is held to what is proven of it: other whole numbers with which all that
was shown would be the same, where all of them gave an answer, or none; of the larger classes, where enough did, or didn't."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from liant.engines.suppression.combining import People
from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.otherwise import Floats, Search, Whole

PRICE, STEP = 1_000.0, 0.1
_NOTHING = 1e-6


@dataclass(frozen=True)
class Asked:
    """What was shown of a question in one wave. `people`: who was asked; `counts`: answer → how many gave it, where it is shown;
    `answered`: between which numbers lies how many answered, where anything is told of it; `measured`: the same of those whose
    answer counts something, and the `mean` of that, to a tenth."""

    people: People
    counts: Mapping[str, int] = field(default_factory=dict)
    answered: tuple[int, int] | None = None
    measured: tuple[int, int] | None = None
    mean: float | None = None


def tells_together(
    before: Sequence[Asked], now: Asked, answers: Mapping[str, float | None], minimum: int = MINIMUM
) -> bool:
    """Whether, with what is shown of now, some number can't be shown to stay unknown which can without it. Where the supposition
    is plainly false nothing is told. `answers`: what each counts; None where it counts nothing, and whoever gave it is in no
    mean."""
    waves = [*before, now]
    found, alone = _Question(waves, answers), _Question([*before, Asked(now.people)], answers)
    start = found.prove()
    if start is None:
        return found.search().can_be()
    low = high = start
    for at, kind in enumerate(found.kinds):
        for place, answer in enumerate(found.answers):
            if any(here and one.counts.get(answer) == 0 for here, one in zip(kind, waves, strict=True)):
                continue  # that nobody gave it is known
            for wanted in _wanted(found.sizes[at], int(start[at, place]), minimum):
                if low[at, place] <= wanted <= high[at, place]:
                    continue
                other = found.prove(start, (at, place), wanted)
                if other is not None:
                    low, high = np.minimum(low, other), np.maximum(high, other)
                elif alone.prove(start, (at, place), wanted) is not None:
                    return True
    return False


def _wanted(size: int, number: int, minimum: int) -> Iterator[int]:
    if size < minimum:
        yield from (0, size)
    elif number < minimum:
        yield minimum
    elif number > size - minimum:
        yield size - minimum


class _Question:
    """Unknown: how many of each class gave each answer, or none; then of each wave by how much its figures are off."""

    def __init__(self, waves: Sequence[Asked], answers: Mapping[str, float | None]) -> None:
        kinds: dict[tuple[bool, ...], int] = {}
        for key in frozenset().union(*(one.people for one in waves)):
            kind = tuple(key in one.people for one in waves)
            kinds[kind] = kinds.get(kind, 0) + 1
        self.kinds = sorted(kinds)
        self.sizes = [kinds[kind] for kind in self.kinds]
        self.answers = sorted(answers)
        scores = {answer: score for answer, score in answers.items() if score is not None}
        self.width = len(self.answers) + 1
        self.places = len(self.kinds) * self.width
        self.rows: list[Floats] = []
        self.goal: list[float] = []
        self.room: list[float] = []
        for at, size in enumerate(self.sizes):
            self.add(self.row({at}, dict.fromkeys((*self.answers, ""), 1.0)), size)
        for at, one in enumerate(waves):
            inside = {place for place, kind in enumerate(self.kinds) if kind[at]}
            for answer in self.answers:
                if answer in one.counts:
                    self.add(self.row(inside, {answer: 1.0}), one.counts[answer])
            if one.answered is not None:
                few, many = one.answered
                self.add(self.row(inside, dict.fromkeys(self.answers, 1.0)), few, many - few)
            if one.measured is not None and one.mean is not None:
                few, many = one.measured
                self.add(self.row(inside, dict.fromkeys(scores, 1.0)), few, many - few)
                off = many * STEP / 2
                self.add(
                    self.row(inside, {answer: score - one.mean for answer, score in scores.items()}), -off, 2 * off
                )

    def row(self, inside: set[int], weights: Mapping[str, float]) -> Floats:
        found = np.zeros((len(self.kinds), self.width))
        for at in inside:
            found[at] = [weights.get(answer, 0.0) for answer in (*self.answers, "")]
        return found.ravel()

    def add(self, row: Floats, goal: float, room: float = 0.0) -> None:
        """`room`: by how much it may be more."""
        self.rows.append(row)
        self.goal.append(goal)
        self.room.append(room)

    def search(self, place: tuple[int, int] | None = None, wanted: int = 0) -> Search:
        fixed = [] if place is None else [np.arange(self.places) == place[0] * self.width + place[1]]
        rows = np.array([*self.rows, *fixed], dtype=float)
        loose = [(at, room) for at, room in enumerate(self.room) if room > 0]
        slack = np.zeros((len(rows), len(loose)))
        for column, (at, _room) in enumerate(loose):
            slack[at, column] = -1.0
        most = np.concatenate([np.repeat(np.array(self.sizes, float), self.width), [room for _at, room in loose]])
        goal = np.array([*self.goal, *([wanted] if fixed else [])], dtype=float)
        return Search(np.hstack([rows, slack]), goal, most, np.full(goal.size, PRICE), self.places)

    def prove(self, start: Whole | None = None, place: tuple[int, int] | None = None, wanted: int = 0) -> Whole | None:
        search = self.search(place, wanted)
        at = np.zeros(len(search.most))
        if start is not None:
            at[: self.places] = start.ravel()
        found = search.find(at)
        if found is None or np.abs(search.rows @ found - search.goal).max() > _NOTHING:
            return None
        return np.rint(found[: self.places]).astype(np.int64).reshape(len(self.kinds), self.width)
