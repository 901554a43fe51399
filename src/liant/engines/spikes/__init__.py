"""Is this count unusual, given the same stretch of the weeks before? And did a share change, or is it chance?

Counts of what people say come in bursts, so a plain Poisson rule cries wolf: the spread seen in the weeks before widens it.
"""

from liant.engines.spikes.judgement import LEAST_BASELINES, Judgement, judge
from liant.engines.spikes.shares import Change, compare

__all__ = ["LEAST_BASELINES", "Change", "Judgement", "compare", "judge"]
