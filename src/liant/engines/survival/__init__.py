"""How long until something happens, when for some it has not happened yet.

Kaplan and Meier's product limit on counts by length of time, with Brookmeyer and Crowley's intervals for its quantiles,
and Wilson's interval for a share. Lengths are kept in bins of 8 %, so that a year of waits fits in two hundred numbers.
"""

from liant.engines.survival.estimate import Quantile, quantile, survival, wilson
from liant.engines.survival.lengths import BINS, bin_of, upper_edge

__all__ = ["BINS", "Quantile", "bin_of", "quantile", "survival", "upper_edge", "wilson"]
