"""What everybody may see: nothing here comes from a hidden cell but that it is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

from liant.engines.suppression.table import Key, Layout


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures of a cell that may be seen: persons, and the sum where the table has one."""

    count: int
    value: float | None


@dataclass(frozen=True)
class Published:
    """A table after suppression: `shown` and `hidden` share its cells, totals included."""

    layout: Layout
    shown: Mapping[Key, Shown]
    hidden: tuple[Key, ...]
    minimum: int
    zero_is_public: bool

    @property
    def least(self) -> int:
        """What everybody knows a hidden cell to count at least."""
        return 1 if self.zero_is_public else 0
