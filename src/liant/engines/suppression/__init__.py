"""Small groups stay hidden: which figures about people may be shown, and what an outsider could still derive.

One table that nests one way: `suppress`. Several tables about the same people, overlapping groups, waves, means: `release`.
Figures about pairs of people, by their teams: `release_pairs`.
Single figures: `check_group`, `share_is_safe`, `is_near_an_end`, `is_dominated`.
"""

from liant.engines.suppression.beside import sums_to_hide_beside, tells_between
from liant.engines.suppression.combining import Name, People, too_telling
from liant.engines.suppression.groups import check_group, complement_is_safe
from liant.engines.suppression.hiding import Suppressed, answers_shown, suppress
from liant.engines.suppression.means import Scale, is_dominated, is_near_an_end, sums_to_hide
from liant.engines.suppression.outsider import Interval, attack, is_safe
from liant.engines.suppression.pairs import BETWEEN, EVERYONE, WITHIN, Block, PairRelease, PairWave, release_pairs
from liant.engines.suppression.people import Crossed, Person
from liant.engines.suppression.periods import told_by_periods
from liant.engines.suppression.published import Published, Shown
from liant.engines.suppression.releasing import Release, release
from liant.engines.suppression.shares import Told, counts_behind, keeps_hidden, share_is_safe
from liant.engines.suppression.table import TOTAL, Cell, Key, Table, TableError
from liant.engines.suppression.together import Asked, tells_together
from liant.engines.suppression.waves import Valued, Wave
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

__all__ = ["BETWEEN", "COMPLEMENT", "DOMINATED", "EARLIER", "ENDS", "EVERYONE", "HIDDEN", "PROTECTS", "REASONS", "SMALL", "TOTAL", "WITHIN",
           "Asked", "Block", "Cell", "Crossed", "Interval", "Key", "Name", "PairRelease", "PairWave", "People", "Person", "Published", "Release", "Scale", "Shown",
           "Suppressed", "Table", "TableError", "Told", "Valued", "Wave", "answers_shown", "attack", "check_group", "complement_is_safe", "counts_behind",
           "is_dominated", "is_near_an_end", "is_safe", "keeps_hidden", "release", "release_pairs", "say", "share_is_safe",
           "sums_to_hide", "sums_to_hide_beside", "suppress", "tells_between", "tells_together", "told_by_periods", "too_telling"]  # fmt: skip
