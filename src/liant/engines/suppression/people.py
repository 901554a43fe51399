"""The same people in several tables: who is in which group, who gave which answer, and the cells that this makes."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.table import TOTAL, TableError


@dataclass(frozen=True)
class Person:
    """One respondent. `key` is the same from one wave to the next, and is never shown. `groups`: of each dimension the
    codes that are the person's, several for somebody in several communities; `answers`: of each question the code of what
    was answered, none where nothing was; `value`: a number, of which sums and means are shown."""

    key: str
    groups: Mapping[str, Collection[str]]
    answers: Mapping[str, str] = field(default_factory=dict)
    value: float | None = None


@dataclass(frozen=True)
class Crossed:
    """A table that is to be shown: its groups are those of each dimension alone, of every crossing of these dimensions, and
    everyone; `question`: whose answers are counted in each group, "" where only people are counted."""

    dimensions: tuple[str, ...]
    question: str = ""


class Population:
    """What a release is made from. Colleagues know who is in which group; nobody knows who gave which answer."""

    def __init__(
        self, people: Sequence[Person], tables: Sequence[Crossed], parents: Mapping[str, Mapping[str, str]],
        possible: Mapping[str, Collection[str]],
    ) -> None:  # fmt: skip
        if not people:
            raise TableError("empty")
        if len({one.key for one in people}) != len(people):
            raise TableError("twice", at=next(k for k, n in Counter(one.key for one in people).items() if n > 1))
        if not all(one.value is None or math.isfinite(one.value) for one in people):
            raise TableError("value", at="")
        self.people, self.parents, self.possible = people, parents, possible
        self.groups: dict[Name, People] = {}
        self.asked: dict[str, set[Name]] = {}  # question → the groups in which its answers are counted
        found: dict[Name, set[str]] = {}
        for person in people:
            for table in tables:
                for name in self._names(person, table.dimensions):
                    found.setdefault(name, set()).add(person.key)
                    if table.question:
                        self.asked.setdefault(table.question, set()).add(name)
        self.groups = {name: frozenset(found[name]) for name in sorted(found)}

    def _names(self, person: Person, dimensions: Sequence[str]) -> Iterator[Name]:
        ways = [[(), *(((one, code),) for code in self._codes(person, one))] for one in dimensions]
        for parts in product(*ways):
            yield tuple(sorted(pair for part in parts for pair in part))

    def _codes(self, person: Person, dimension: str) -> set[str]:
        """The person's own codes and all above them."""
        above, codes = self.parents.get(dimension, {}), set()
        waiting = list(person.groups.get(dimension, ()))
        while waiting:
            code = waiting.pop()
            if not code or code == TOTAL:
                raise TableError("key", at=code)
            if code not in codes:
                codes.add(code)
                waiting += [above[code]] if code in above else []
        return codes

    def answers_to(self, question: str) -> list[str]:
        """All there are, those that nobody gave included: that nobody did is as little told as that few did."""
        given = {code for one in self.people if (code := one.answers.get(question, ""))}
        if TOTAL in given:
            raise TableError("key", at=TOTAL)
        return sorted(given | set(self.possible.get(question, ())) - {"", TOTAL})

    def answered(self, question: str) -> "Answered":
        answers = self.answers_to(question)
        classes: dict[tuple[Name, ...], Counter[str]] = {}
        names: dict[str, list[Name]] = {one.key: [] for one in self.people}
        for name, people in self.groups.items():
            for key in people:
                names[key].append(name)
        for one in self.people:
            classes.setdefault(tuple(names[one.key]), Counter())[one.answers.get(question, "")] += 1
        kinds = sorted(classes)
        return Answered(
            answers,
            [classes[kind].total() for kind in kinds],
            [[classes[kind][code] for code in (*answers, "")] for kind in kinds],
            {name: [at for at, kind in enumerate(kinds) if name in kind] for name in self.asked[question]},
        )


class Answered(NamedTuple):
    """One question's answers. People who are in the same groups are a class, as colleagues can tell; how many of a class gave
    an answer is what an outsider would like to know. A cell is a group's name and an answer; `TOTAL`: whoever answered.
    `sizes`: of each class; `counts`: classes × answers, the last being none; `inside`: the classes of each group."""

    answers: Sequence[str]
    sizes: Sequence[int]
    counts: Sequence[Sequence[int]]
    inside: Mapping[Name, Sequence[int]]
