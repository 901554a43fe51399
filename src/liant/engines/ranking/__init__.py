"""A short list of pieces for each expert, each with the reasons why, and a few drawn by chance so that the rest can be judged.

Whole arrays in and out: the same call serves one expert or all of them, and gives each the same list.
"""

from liant.engines.ranking.choosing import EXPLORED, Suggestions, rank
from liant.engines.ranking.inputs import Closeness, Experts, Pairs, Pieces, Weights
from liant.engines.ranking.judging import Judged, TooFew, usefulness
from liant.engines.ranking.reasons import Reason, reasons
from liant.engines.ranking.scoring import KEYS

__all__ = [
    "EXPLORED",
    "KEYS",
    "Closeness",
    "Experts",
    "Judged",
    "Pairs",
    "Pieces",
    "Reason",
    "Suggestions",
    "TooFew",
    "Weights",
    "rank",
    "reasons",
    "usefulness",
]
