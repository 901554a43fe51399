"""A line over the waves as a picture: places in its own units, so that the page needs no script and no style."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from liant.surveys.trend import Line, Point

WIDE, HIGH, LEFT, RIGHT, TOP, BOTTOM = 320, 132, 30, 16, 10, 26
MOST_DATES = 5  # under a line, so that they don't touch


@dataclass(frozen=True)
class Mark:
    """A wave as it is drawn: the mean, the ends of its interval; hidden ones keep their place."""

    x: float
    y: float | None
    low: float | None
    high: float | None
    date: str

    @property
    def from_x(self) -> float:
        return self.x - 4

    @property
    def tall(self) -> float:
        """How high the interval is drawn; a hair where it has no width."""
        return max(1.0, (self.low or 0) - (self.high or 0))


@dataclass(frozen=True)
class Picture:
    """`stretches`: the points of each unbroken line. `said`: the same in words."""

    marks: Sequence[Mark]
    stretches: Sequence[str]
    rules: Sequence[tuple[int, float]]
    said: str


def picture(line: Line) -> Picture:
    count = len(line.points)
    places = [place(at, count) for at in range(count)]
    step = max(1, -(-count // MOST_DATES))
    marks = [
        mark(point, x, is_dated=(count - 1 - at) % step == 0)
        for at, (x, point) in enumerate(zip(places, line.points, strict=True))
    ]
    rules = [(value, height(value)) for value in (0, 50, 100)]
    return Picture(marks, stretches(line.points, marks), rules, said(line))


def place(at: int, count: int) -> float:
    """In the middle where there is one alone."""
    free = WIDE - LEFT - RIGHT
    return round(LEFT + 12 + (free - 24) * (at / (count - 1) if count > 1 else 0.5), 1)


def height(value: float) -> float:
    return round(TOP + (HIGH - TOP - BOTTOM) * (1 - value / 100), 1)


def mark(point: Point, x: float, *, is_dated: bool) -> Mark:
    date = date_format(point.at, "m/y") if is_dated else ""
    dot = point.dot
    if dot is None or dot.mean is None:
        return Mark(x, None, None, None, date)
    low = height(dot.mean if dot.low is None else dot.low)
    high = height(dot.mean if dot.high is None else dot.high)
    return Mark(x, height(dot.mean), low, high, date)


def stretches(points: Sequence[Point], marks: Sequence[Mark]) -> list[str]:
    found: list[list[str]] = []
    for point, drawn in zip(points, marks, strict=True):
        if drawn.y is None:
            continue
        if not point.is_joined or not found:
            found.append([])
        found[-1].append(f"{drawn.x},{drawn.y}")
    return [" ".join(one) for one in found if len(one) > 1]


def said(line: Line) -> str:
    parts = [value_said(one) for one in line.points]
    return _("%(name)s: %(values)s") % {"name": line.label, "values": ", ".join(parts)}


def value_said(point: Point) -> str:
    if point.dot is None or point.dot.mean is None:
        return _("not shown in “%(wave)s”") % {"wave": point.name}
    return _("%(mean)s in “%(wave)s”") % {"mean": number_format(point.dot.mean), "wave": point.name}
