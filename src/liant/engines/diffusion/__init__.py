"""How what is shared travels: how many may have seen it, how large its cascades grow, whether each share brings others.

Aggregates only: parents of shares in, figures with intervals out; what may be shown passes through suppression.
"""

from liant.engines.diffusion.cascades import Cascades, cascades, finished
from liant.engines.diffusion.reach import Range, Reach, reach
from liant.engines.diffusion.reproduction import LEAST_CASCADES, Reproduction, TooFew, dispersion, reproduction

__all__ = [
    "LEAST_CASCADES",
    "Cascades",
    "Range",
    "Reach",
    "Reproduction",
    "TooFew",
    "cascades",
    "dispersion",
    "finished",
    "reach",
    "reproduction",
]
