"""Which way does it go: does the tie lead to sharing, sharing to the tie, or each to the other?

Observed counts: `direction` compares what was before with what comes after, within pairs of people; `say` tells it. Pairs
drawn by lot: `trial`, `displacement`, `power` before; `say_drawn` tells it. NumPy in, plain values out.
"""

from liant.engines.direction.beside_drawn import (
    Displaced,
    answering_differs,
    bounds,
    displacement,
    next_to_drawn,
    rest_weeks,
)
from liant.engines.direction.cross_lag import Arrow, CrossLag, cross_lag
from liant.engines.direction.diagnostics import Diagnostics, diagnose, is_shared, reliability_of, robustness
from liant.engines.direction.drawn import REPLAYS, Draw, Measured, Replays, Trial, trial
from liant.engines.direction.drawn_wording import Arm, apart, larger_arm, say_drawn
from liant.engines.direction.length import NUMBERED, Length
from liant.engines.direction.panel import Pairs, Panel, every_pair, panel_of
from liant.engines.direction.power import Power, most_weeks, power
from liant.engines.direction.told import as_json
from liant.engines.direction.verdict import (
    ARROWS,
    LEAST_PEOPLE,
    LEAST_WINDOWS,
    VERDICTS,
    Amount,
    Direction,
    direction,
    holm,
)
from liant.engines.direction.wording import banned_words, every_sentence, say

__all__ = ["ARROWS", "LEAST_PEOPLE", "LEAST_WINDOWS", "NUMBERED", "REPLAYS", "VERDICTS", "Amount", "Arm", "Arrow", "CrossLag", "Diagnostics", "Direction", "Displaced", "Draw",
           "Length", "Measured", "Pairs", "Panel", "Power", "Replays", "Trial", "answering_differs", "apart", "as_json", "banned_words", "bounds",
           "cross_lag", "diagnose", "direction", "displacement", "every_pair", "every_sentence", "holm", "is_shared",
           "larger_arm", "most_weeks", "next_to_drawn", "panel_of", "power", "reliability_of", "rest_weeks", "robustness",
           "say", "say_drawn", "trial"]  # fmt: skip
