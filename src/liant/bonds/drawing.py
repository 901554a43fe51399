"""Pictures of a shape, laid out here so that they are always the same: teams in a ring, and what changes over time."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liant.bonds.seen import Seen
from liant.engines.ties.shape import Estimate, in_a_ring

TOP, LEFT = 18, 44


@dataclass(frozen=True)
class Node:
    code: str
    name: str
    people: int
    x: float
    y: float
    r: float
    label_y: float
    number_y: float


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    opacity: float
    ends: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Ring:
    width: int
    height: int
    nodes: Sequence[Node]
    lines: Sequence[Line]


def ring(seen: Seen, *, is_narrow: bool = False) -> Ring:
    """A circle's size is its team's people, a line's what share of pairs is in contact; close teams stand near one another."""
    width, height, across, down = (358, 400, 118, 132) if is_narrow else (640, 430, 232, 142)
    order = in_a_ring([one.code for one in seen.teams], seen.links)
    teams = {one.code: one for one in seen.teams}
    nodes = {}
    for at, code in enumerate(order):
        angle = 2 * math.pi * at / len(order) - math.pi / 2 - 0.3
        x, y = round(width / 2 + across * math.cos(angle), 1), round(height / 2 + down * math.sin(angle), 1)
        r = round(10 + 3 * math.sqrt(min(teams[code].people, 120)), 1)
        label = round(y - r - 9 if y < height / 2 else y + r + 19, 1)
        nodes[code] = Node(code, teams[code].name, teams[code].people, x, y, r, label, round(y + 4.5, 1))
    lines = [
        Line(nodes[one].x, nodes[one].y, nodes[other].x, nodes[other].y, round(1.2 + 11 * share, 1),
             round(min(0.85, 0.28 + 1.1 * share), 2), (one, other))
        for (one, other), share in sorted(seen.links.items(), key=lambda item: item[1])
    ]  # fmt: skip
    return Ring(width, height, list(nodes.values()), lines)


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Strand:
    """One line over time, in parts where something could not be shown."""

    css: str
    lines: Sequence[str]
    bands: Sequence[str]
    dots: Sequence[tuple[float, float]]
    last: Mark | None


@dataclass(frozen=True)
class Course:
    width: int
    height: int
    right: int
    strands: Sequence[Strand]
    across: Sequence[Mark]
    under: Sequence[Mark]
    is_narrow: bool


def course(points: Sequence[str], strands: Sequence[tuple[str, Sequence[Estimate | None]]], per_cent: Callable[[float], str],
           *, is_narrow: bool = False) -> Course:  # fmt: skip
    """`points`: what stands under each; `strands`: (label, an estimate for each point), the first one solid."""
    width, height, right = (358, 250, 344) if is_narrow else (860, 270, 690)
    bottom = height - 40
    shown = [one for _label, values in strands for one in values if one]
    most = min(1.0, max((math.ceil(one.high * 5) / 5 for one in shown), default=1.0))

    def x(at: int) -> float:
        return round(LEFT + 14 + (right - LEFT - 28) * at / max(1, len(points) - 1), 1)

    def y(share: float) -> float:
        return round(bottom - (bottom - TOP) * share / most, 1)

    def strand(css: str, label: str, values: Sequence[Estimate | None]) -> Strand:
        parts: list[list[tuple[int, Estimate]]] = [[]]
        for at, one in enumerate(values):
            if one is None:
                parts.append([])
            else:
                parts[-1].append((at, one))
        parts = [part for part in parts if part]
        last = parts[-1][-1] if parts else None
        return Strand(
            css,
            [path([(x(at), y(one.value)) for at, one in part]) for part in parts],
            [path([(x(at), y(one.high)) for at, one in part] + [(x(at), y(one.low)) for at, one in part[::-1]]) + " Z" for part in parts],
            [(x(at), y(one.value)) for part in parts for at, one in part],
            Mark(x(last[0]), y(last[1].value), label) if last else None,
        )  # fmt: skip

    each = max(1, math.ceil(len(points) / (4 if is_narrow else 7)))
    return Course(
        width, height, right,
        [strand("line" if at == 0 else "line2", label, values) for at, (label, values) in enumerate(strands)],
        [Mark(LEFT - 8, y(most * part / 4), per_cent(most * part / 4)) for part in range(5)],
        [Mark(x(at), bottom + 22, text) for at, text in enumerate(points) if (len(points) - 1 - at) % each == 0],
        is_narrow,
    )  # fmt: skip


def path(corners: Sequence[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in corners)
