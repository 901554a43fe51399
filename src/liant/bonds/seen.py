"""What a published shape says, block by block: shares with their intervals, made of what is shown and of nothing else. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liant.engines.suppression import BETWEEN, EVERYONE, WITHIN, Block
from liant.engines.ties.shape import Estimate, Link, change, disjoint, only_links, share_of_pairs

Json = Mapping[str, Any]
HARDLY = 0.05  # of pairs in contact: hardly anybody
LEVELS = (0.05, 0.15, 0.3, 0.5)  # of the heat map


@dataclass(frozen=True)
class Cell:
    """One block. `ties`, `share`, `strength`: None where they may not be shown; `share` of its pairs in contact."""

    block: Block
    pairs: int
    ties: int | None = None
    share: Estimate | None = None
    strength: Estimate | None = None

    @property
    def hundred(self) -> int:
        """Of a hundred pairs, for a shown one."""
        return round(100 * self.share.value) if self.share else 0

    @property
    def level(self) -> int:
        """From 0 to 4, for a shown one."""
        value = self.share.value if self.share else 0.0
        return sum(value >= least for least in LEVELS)


@dataclass(frozen=True)
class Team:
    code: str
    name: str
    people: int


class Seen:
    """A published shape as it is read. `teams` by name; those that may not be shown are in `hidden`, by name."""

    def __init__(self, figures: Json) -> None:
        self.teams = sorted(
            (Team(one["code"], one["name"], one["people"]) for one in figures["teams"]),
            key=lambda one: (one.name, one.code),
        )
        self.hidden: list[str] = list(figures["hidden"])
        self.people: int | None = figures["people"]
        self.sizes = {one.code: one.people for one in self.teams}
        self.names = {one.code: one.name for one in self.teams}
        self.cells = {cell.block: cell for cell in map(self._cell, figures["blocks"])}
        self.few_of = {group: count for group, answer, count in figures["cells"] if answer == "few"}

    def _cell(self, found: Json) -> Cell:
        block = tuple(found["block"])
        if found["ties"] is None:
            return Cell(block, found["pairs"])
        apart = self.apart(block)
        share = found["ties"] / found["pairs"]
        strength = None
        if found["strength"] is not None:  # of those in contact, as many fewer share nobody
            strength = share_of_pairs(found["strength"] / 100, apart * share)
        return Cell(block, found["pairs"], found["ties"], share_of_pairs(share, apart), strength)

    def apart(self, block: Block) -> int:
        """How many of its pairs share nobody."""
        if block == EVERYONE:
            return disjoint(self.people or 0)
        if block == WITHIN:
            return sum(map(disjoint, self.sizes.values()))
        if block == BETWEEN:
            everyone = sum(self.sizes.values())
            return min(disjoint(everyone), everyone - max(self.sizes.values()))
        one, other = block
        return disjoint(self.sizes[one]) if one == other else disjoint(self.sizes[one], self.sizes[other])

    def cell(self, one: str, other: str) -> Cell:
        return self.cells[min(one, other), max(one, other)]

    def share(self, block: Block) -> Estimate | None:
        found = self.cells.get(block)
        return found.share if found else None

    def few(self) -> tuple[int, Estimate] | None:
        """People in contact with one colleague at most: how many, and of all who are counted."""
        count = self.few_of.get("")
        return None if count is None or not self.people else (count, share_of_pairs(count / self.people, self.people))

    @property
    def links(self) -> dict[Link, float]:
        """Between teams, what may be shown."""
        return {(one.block[0], one.block[1]): one.share.value for one in self.between() if one.share}

    def between(self) -> Iterator[Cell]:
        return (one for one in self.cells.values() if len(one.block) == 2 and one.block[0] != one.block[1])

    def hardly(self) -> list[Cell]:
        """Between teams where hardly anybody is in contact, the least first."""
        found = [one for one in self.between() if one.share and one.share.value < HARDLY]
        return sorted(found, key=lambda one: (one.share.value if one.share else 0.0, one.block))

    def closest(self) -> Cell | None:
        shown = [one for one in self.between() if one.share]
        return max(shown, key=lambda one: (one.share.value if one.share else 0.0, one.block), default=None)

    def held_by_one(self) -> list[tuple[str, str, Cell]]:
        """(team, the only other one that it has a shown link with, that link), each a link without which teams fall apart."""
        found = []
        for link, side in only_links(list(self.links)):
            if len(side) == 1:
                alone = min(side)
                found.append((alone, link[1] if link[0] == alone else link[0], self.cells[link]))
        return found


def changes(before: Seen, after: Seen) -> list[tuple[Block, Estimate, Estimate, Estimate]]:
    """(block, before, after, change) of what both show: sums first, then by how much they moved."""
    found = []
    for block, cell in after.cells.items():
        was = before.share(block)
        if was is not None and cell.share is not None:
            found.append((block, was, cell.share, change(was, cell.share)))
    return sorted(
        found, key=lambda one: (len(one[0]) == 2, -abs(one[3].value) if len(one[0]) == 2 else len(one[0]), one[0])
    )


def is_clear(found: Estimate) -> bool:
    """A change that is more than chance would carry."""
    return found.low > 0 or found.high < 0
