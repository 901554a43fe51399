"""Geometry of the charts drawn on the server: plain numbers in, plain numbers out. Lengths are in SVG units."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from liant.web.pieces import Column, Words

STEPS = (1, 2, 5)  # a scale goes by 1, 2, 5, 10, 20, 50 …


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: Words


@dataclass
class Plot:
    width: int
    height: int
    left: int
    right: int
    bottom: int
    totals: list[Rect] = field(default_factory=list)
    parts: list[Rect] = field(default_factory=list)
    gaps: list[Rect] = field(default_factory=list)
    gap_labels: list[Label] = field(default_factory=list)
    grid: list[Label] = field(default_factory=list)
    under: list[Label] = field(default_factory=list)
    total_label: Label | None = None
    part_label: Label | None = None

    @property
    def total_class(self) -> str:
        """The whole bar is pale when a part of it is told apart."""
        return "bar-all" if self.parts else "bar"


def scale_step(highest: int, lines: int = 3) -> int:
    """The distance between two lines of the scale, so that about `lines` of them reach the highest value."""
    step, power = 1, 1
    while True:
        for factor in STEPS:
            step = factor * power
            if step * lines >= highest:
                return step
        power *= 10


def plot_columns(columns: Sequence[Column], *, is_narrow: bool = False) -> Plot:
    """Where each bar, gap, line and label of a column chart stands; the narrow form is for a phone."""
    width, height = (358, 210) if is_narrow else (680, 230)
    plot = Plot(width, height, left=34, right=348 if is_narrow else 584, bottom=height - 34)
    highest = max((column.total or 0 for column in columns), default=0)
    step = scale_step(max(highest, 1))
    top_value = step * max(1, -(-highest // step))
    tall, pitch = plot.bottom - 14, (plot.right - plot.left) / max(len(columns), 1)
    plot.grid = [
        Label(plot.left - 8, _round(plot.bottom - tall * value / top_value), str(value))
        for value in range(0, top_value + 1, step)
    ]
    every = -(-len(columns) // (6 if is_narrow else 16))
    for index, column in enumerate(columns):
        _place(plot, column, index, pitch, tall / top_value)
        if index % every == 0 or index == len(columns) - 1 == every * (index // every):
            plot.under.append(Label(_round(plot.left + pitch * (index + 0.5)), plot.bottom + 20, column.label))
    _mark_gaps(plot, columns, pitch, tall)
    return plot


def label_last(plot: Plot, columns: Sequence[Column], total_label: Words, part_label: Words) -> None:
    """Direct labels at the right, each at the height of the last bar it names, at least a line apart."""
    last = next((rect for rect in reversed(plot.totals)), None)
    if last is None or columns[-1].total is None:
        return
    y = last.y + 16
    plot.total_label = Label(plot.right + 8, _round(min(y, plot.bottom - 24)), total_label)
    if plot.parts and part_label:
        lower = max(plot.parts[-1].y + 16, plot.total_label.y + 18)
        plot.part_label = Label(plot.right + 8, _round(min(lower, plot.bottom - 4)), part_label)


def _place(plot: Plot, column: Column, index: int, pitch: float, unit: float) -> None:
    x, width = _round(plot.left + pitch * (index + 0.22)), _round(pitch * 0.56)
    for value, rects in ((column.total, plot.totals), (column.part, plot.parts)):
        if value:
            rects.append(Rect(x, _round(plot.bottom - value * unit), width, _round(value * unit)))


def _mark_gaps(plot: Plot, columns: Sequence[Column], pitch: float, tall: float) -> None:
    """Neighbouring columns where nothing, or not everything, could be heard make one hatched box."""
    kinds = [_gap_of(column) for column in columns]
    start = 0
    for kind, run in itertools.groupby(kinds):
        length = len(list(run))
        if kind:
            box = Rect(_round(plot.left + pitch * start), 14, _round(pitch * length), _round(tall))
            plot.gaps.append(box)
            if kind == "whole" and box.width >= 40:
                plot.gap_labels.append(Label(_round(box.x + box.width / 2), 40, ""))
        start += length


def _gap_of(column: Column) -> str:
    if column.total is None:
        return "whole"
    return "part" if column.is_partial else ""


def _round(value: float) -> float:
    return round(value, 1)
