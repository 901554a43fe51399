"""What a wave's figures tell beside those of the waves before, of those who came or went: to whoever supposes that those who
stayed answered as before (`engines.suppression.waves`). Asked of the groups in which colleagues know who answered. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liant.engines.suppression import (
    Asked,
    Name,
    People,
    Scale,
    Valued,
    sums_to_hide_beside,
    tells_between,
    tells_together,
)

Json = Mapping[str, Any]
Pick = Callable[
    [Json], Iterable[Json]
]  # of the figures of a wave: the estimates of one thing, each with the "code" of its group
STEP = 0.1  # to which means are rounded
MOST_TOGETHER = 4  # waves before, that are looked at all together
LEFT = "\0left"  # that somebody left a question, as an answer


@dataclass(frozen=True)
class Then:
    """An earlier wave: who was asked in each group of which colleagues know who answered ("": everyone), and what was shown."""

    people: Mapping[str, People]
    figures: Json
    answered: int

    @property
    def minimum(self) -> int:
        return int(self.figures.get("minimum", 5))

    def sums(self, found: Json, scale: Scale) -> list[Valued]:
        """A mean as a sum; where how many answered was told as the least it may be, one for each that it may be."""
        if found.get("n") is None or found.get("mean") is None:
            return []
        return [valued(n, found["mean"], scale) for n in self.numbers(int(found["n"]), str(found["code"]))]

    def asked(self, pick: Callable[[Json], Json | None], measured: Pick) -> Asked | None:
        """What was shown of a question to everyone."""
        counted = pick(self.figures) or {}
        mean = next((one for one in measured(self.figures) if not one["code"]), {})
        return asked_of(self.people[""], counted, mean, self.answered, self.minimum) if counted or mean else None

    def numbers(self, n: int, code: str) -> range:
        if code and len(self.people[code]) - n < self.minimum:
            return range(n, len(self.people[code]) + 1)
        answered = next((one["answered"] for one in self.figures["groups"] if one["code"] == code), self.answered)
        return range(n, answered if 0 < answered - n < self.minimum else n + 1)


@dataclass(frozen=True)
class Earlier:
    """`now`: of this wave the groups of which colleagues know who answered; `asked`: who was asked in each group. Both with all
    who are below it, and "" for everyone."""

    now: Mapping[str, People] = field(default_factory=dict)
    asked: Mapping[str, People] = field(default_factory=dict)
    before: Sequence[Then] = ()
    minimum: int = 5

    @property
    def of_everyone(self) -> list[Then]:
        return [one for one in self.before if "" in one.people] if "" in self.now else []

    def tells_count(self, count: int | None, before: Iterable[tuple[People, int | None]]) -> bool:
        if count is None or "" not in self.now:
            return False
        known = [(people, number) for people, number in before if number is not None]
        return tells_between((self.now[""], count), known, self.minimum)

    def telling_values(self, counted: Json, pick: Callable[[Json], Json | None], everyone: int) -> set[str]:
        """Of how many gave each answer, those that tell too much; `LEFT` where how many left it does. `pick`: the same question,
        or row, in the figures of another wave."""
        then = [(one, told) for one in self.of_everyone if (told := pick(one.figures))]
        telling = {
            str(value["value"])
            for value in counted.get("values", ())
            if self.tells_count(value["n"], [(one.people[""], count_of(told, value["value"])) for one, told in then])
        }
        before = [(one.people[""], left_of(told, one.answered, one.minimum)) for one, told in then]
        return telling | ({LEFT} if self.tells_count(left_of(counted, everyone, self.minimum), before) else set())

    def telling_sums(self, now: Mapping[str, Json], pick: Pick, scale: Scale | None) -> set[str]:
        """Of means by the code of their group, those that tell too much. `scale`: None for amounts from 0."""
        known = scale or Scale(0, float("inf"))
        sums = {name_of(code): valued(one["n"], one["mean"], known) for code, one in now.items()
                if code in self.asked and one["n"] is not None and one["mean"] is not None}  # fmt: skip
        groups = {name_of(code): self.asked[code] for code in {*now, *self.now} if code in self.asked}
        before = [
            [(one.people[found["code"]], told) for found in pick(one.figures) if found["code"] in one.people
             for told in one.sums(found, known)]
            for one in self.before
        ]  # fmt: skip
        about = [name for name in map(name_of, self.now) if name in groups]
        hidden = sums_to_hide_beside(groups, sums, before, known.high - known.low, about)
        return {name[0][1] if name else "" for name in hidden}

    def tells_together(self, now: Asked, pick: Callable[[Json], Json | None], measured: Pick,
                       answers: Mapping[str, float | None]) -> bool:  # fmt: skip
        """Whether a number that has to stay unknown may follow from a question in all of the last waves, and didn't before.
        `answers`: what each counts."""
        before = [asked for one in self.of_everyone[-MOST_TOGETHER:] if (asked := one.asked(pick, measured))]
        return bool(before) and tells_together(before, now, answers, self.minimum)


def valued(n: int, mean: float, scale: Scale) -> Valued:
    return Valued(n, n * (mean - scale.low), n * STEP / 2)


def asked_of(people: People, counted: Json, mean: Json, everyone: int, minimum: int) -> Asked:
    counts = {str(one["value"]): one["n"] for one in counted.get("values", ()) if one["n"] is not None}
    measured = between(mean.get("n"), everyone, minimum) if mean.get("mean") is not None else None
    return Asked(people, counts, between(counted.get("n"), everyone, minimum), measured, mean.get("mean"))


def between(n: int | None, everyone: int, minimum: int) -> tuple[int, int] | None:
    """How many it may have been, told as the least it may be where few left it."""
    if n is None:
        return None
    return (max(minimum, everyone - minimum + 1), everyone - 1) if 0 < everyone - n < minimum else (n, n)


def name_of(code: str) -> Name:
    return (("group", code),) if code else ()


def count_of(counted: Json, value: Any) -> int | None:
    return next((one["n"] for one in counted.get("values", ()) if one["value"] == value), None)


def left_of(counted: Json, everyone: int, minimum: int) -> int | None:
    """How many left it; None where they are few, or aren't told."""
    if counted.get("n") is None:
        return None
    left = everyone - int(counted["n"])
    return None if 0 < left < minimum else left


def question_in(name: str, row: str = "") -> Callable[[Json], Json | None]:
    """The figures of a question, or of one of its rows, in those of a wave."""

    def pick(figures: Json) -> Json | None:
        found = next((one for one in figures.get("questions", ()) if one["name"] == name), None)
        if found is None or not row:
            return found
        return next((one for one in found.get("rows", ()) if one["name"] == row), None)

    return pick


def estimates_in(part: str, name: str) -> Pick:
    """The mean of a dimension, for everyone and each group, or of a question."""

    def pick(figures: Json) -> Iterable[Json]:
        found = next((one for one in figures.get("scores", {}).get(part, ()) if one["id"] == name), None)
        return [] if found is None else [{**found, "code": ""}, *found.get("by_group", ())]

    return pick
