"""The functions that an expression may call, as SurveyJS reckons them: what isn't answered is left out."""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from liant.engines.questionnaire.expressions.comparing import as_number, is_true, less
from liant.engines.questionnaire.expressions.tree import Value

_ANY = 1000
MOST_DIGITS = 300


class Function(NamedTuple):
    """What it reckons, and with how many values at least and at most."""

    run: Callable[[list[Value]], Value]
    least: int = 1
    most: int = _ANY

    def wanted(self) -> str:
        """The number of values it takes, as one writes it."""
        if self.most == _ANY:
            return f"{self.least}+"
        return str(self.least) if self.least == self.most else f"{self.least}-{self.most}"


def _flat(value: Value) -> Iterator[Value]:
    if isinstance(value, list):
        for inner in value:
            yield from _flat(inner)
    elif value is not None:
        number = as_number(value)
        yield value if number is None else number


def _numbers(values: list[Value]) -> list[float]:
    return [one for one in _flat(values) if isinstance(one, int | float) and not isinstance(one, bool)]


def _sum(values: list[Value]) -> Value:
    return rounded(math.fsum(_numbers(values)))


def _average(values: list[Value]) -> Value:
    found = _numbers(values)
    return math.fsum(found) / len(found) if found else 0


def _least(values: list[Value]) -> Value:
    best: Value = None
    for one in _flat(values):
        if best is None or less(one, best):
            best = one
    return best


def _most(values: list[Value]) -> Value:
    best: Value = None
    for one in _flat(values):
        if best is None or less(best, one):
            best = one
    return best


def _count(values: list[Value]) -> Value:
    return sum(1 for _ in _flat(values))


def _choose(values: list[Value]) -> Value:
    if is_true(values[0]):
        return values[1]
    return values[2] if len(values) > 2 else None


def _round(values: list[Value]) -> Value:
    """Half up, as JavaScript does; nothing where there is no number, and a number too large to have such digits as it is."""
    found = _numbers(values)
    if not found or not all(map(math.isfinite, found)):
        return None
    scale = 10.0 ** max(-MOST_DIGITS, min(int(found[1] if len(found) > 1 else 0), MOST_DIGITS))
    scaled = found[0] * scale * (1 + 2**-52) + 0.5
    return rounded(math.floor(scaled) / scale if math.isfinite(scaled) else found[0])


def rounded(number: float) -> int | float:
    """A whole number as such, and 0.1 + 0.2 as 0.3: what a person reckons, to twelve digits behind the point."""
    near = round(number, 12)
    return int(near) if math.isfinite(near) and near == int(near) and abs(near) < 2**53 else near


FUNCTIONS: dict[str, Function] = {
    "avg": Function(_average),
    "count": Function(_count),
    "iif": Function(_choose, 2, 3),
    "max": Function(_most),
    "min": Function(_least),
    "round": Function(_round, 1, 2),
    "sum": Function(_sum),
}
