"""How long people stay, drawn: a step for each month, a band for what is not known. And how large cascades are: a bar for each size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
TOP, LEFT = 16, 42


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Steps:
    """`band`, `line`: paths; `across`: heights of the grid, `under`: months; `last`: beside the last point."""

    width: int
    height: int
    right: int
    bottom: int
    band: str
    line: str
    across: Sequence[Mark]
    under: Sequence[Mark]
    last: Mark
    is_narrow: bool = False


def steps(points: Sequence[Json], words: Sequence[str], *, per_cent: Any, is_narrow: bool = False) -> Steps:
    """`points`: of a published curve, from month 0; `words`: for month 0 and beside the last point."""
    width, height, right, bottom = (358, 250, 344, 210) if is_narrow else (860, 300, 710, 260)
    months = max(1, points[-1]["month"])

    def x(month: float) -> float:
        return round(LEFT + (right - LEFT) * month / months, 1)

    def y(share: float) -> float:
        return round(bottom - (bottom - TOP) * share, 1)

    def path(name: str) -> list[tuple[float, float]]:
        corners = [(x(points[0]["month"]), y(points[0]["share"]))]
        for one in points[1:]:
            height_now = y(one["share"] if one[name] is None else one[name])
            corners += [(x(one["month"]), corners[-1][1]), (x(one["month"]), height_now)]
        return corners

    high, low = path("high"), path("low")
    each = 3 if months > 6 else 1
    return Steps(
        width, height, right, bottom,
        band=f"{drawn(high)} {drawn(low[::-1]).replace('M', 'L', 1)} Z",
        line=drawn(path("share")),
        across=[Mark(34, y(share), per_cent(share)) for share in (0, 0.25, 0.5, 0.75, 1)],
        under=[Mark(x(month), bottom + 22, words[0] if not month else str(month)) for month in range(0, months + 1, each)],
        last=Mark(x(months), y(points[-1]["share"]), words[1]),
        is_narrow=is_narrow,
    )  # fmt: skip


def drawn(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in corners)


@dataclass(frozen=True)
class Bar:
    y: float
    width: float
    end: float
    label: str
    said: str


@dataclass(frozen=True)
class Bars:
    """`left`: where bars begin; names stand before them, numbers after."""

    width: int
    height: int
    left: int
    each: Sequence[Bar]


def bars(rows: Sequence[tuple[str, int]], *, is_narrow: bool = False) -> Bars:
    """`rows`: (name, how many)."""
    width, left = (358, 130) if is_narrow else (860, 190)
    most = max(1, *(count for _name, count in rows))
    room = width - left - 60
    each = []
    for place, (name, count) in enumerate(rows):
        long = round(room * count / most, 1)
        each.append(Bar(8 + 34 * place, long, left + long, name, str(count)))
    return Bars(width, 34 * len(rows) + 8, left, each)
