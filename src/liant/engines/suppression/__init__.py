"""Small groups stay hidden: which figures of a table about people may be shown, and what an outsider could still derive."""

from liant.engines.suppression.groups import check_group, complement_is_safe
from liant.engines.suppression.hiding import Suppressed, suppress
from liant.engines.suppression.outsider import Interval, attack, is_safe
from liant.engines.suppression.published import Published, Shown
from liant.engines.suppression.table import TOTAL, Cell, Key, Table, TableError
from liant.engines.suppression.words import COMPLEMENT, HIDDEN, PROTECTS, REASONS, SMALL, say

__all__ = ["COMPLEMENT", "HIDDEN", "PROTECTS", "REASONS", "SMALL", "TOTAL",
           "Cell", "Interval", "Key", "Published", "Shown", "Suppressed", "Table", "TableError",
           "attack", "check_group", "complement_is_safe", "is_safe", "say", "suppress"]  # fmt: skip
