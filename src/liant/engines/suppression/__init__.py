"""Small groups stay hidden: which figures about people may be shown, and what an outsider could still derive.

One table that nests one way: `suppress`. Several tables about the same people, overlapping groups, waves, means: `release`.
Single figures: `check_group`, `share_is_safe`, `is_near_an_end`, `is_dominated`.
"""

from liant.engines.suppression.combining import Name, People, too_telling
from liant.engines.suppression.groups import check_group, complement_is_safe
from liant.engines.suppression.hiding import Suppressed, answers_shown, suppress
from liant.engines.suppression.means import Scale, is_dominated, is_near_an_end, sums_to_hide
from liant.engines.suppression.outsider import Interval, attack, is_safe
from liant.engines.suppression.people import Crossed, Person
from liant.engines.suppression.published import Published, Shown
from liant.engines.suppression.releasing import Release, release
from liant.engines.suppression.shares import Told, counts_behind, keeps_hidden, share_is_safe
from liant.engines.suppression.table import TOTAL, Cell, Key, Table, TableError
from liant.engines.suppression.words import (
    COMPLEMENT,
    DOMINATED,
    EARLIER,
    ENDS,
    HIDDEN,
    PROTECTS,
    REASONS,
    SMALL,
    say,
)

__all__ = ["COMPLEMENT", "DOMINATED", "EARLIER", "ENDS", "HIDDEN", "PROTECTS", "REASONS", "SMALL", "TOTAL",
           "Cell", "Crossed", "Interval", "Key", "Name", "People", "Person", "Published", "Release", "Scale", "Shown",
           "Suppressed", "Table", "TableError", "Told", "answers_shown", "attack", "check_group", "complement_is_safe", "counts_behind",
           "is_dominated", "is_near_an_end", "is_safe", "keeps_hidden", "release", "say", "share_is_safe",
           "sums_to_hide", "suppress", "too_telling"]  # fmt: skip
