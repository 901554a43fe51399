"""How strong is the tie between two people, and how sure is that? From contacts alone: never from what was said.

    found = contacts(interactions, at=day)          # what is kept of each pair, decayed
    priors(found), rates(found, prior, channel)     # step A: rates a week, drawn towards what is expected of such a pair
    by = index(found); strengths(found, by)         # step B: one number from 0 to 100, with its interval
    calibrated(by, …), fused(observed, survey)      # step C: weights from a survey; what people said joined with what is seen
    measure(interactions, at=day, ratings=…)        # all of it
    Stream(…).add(interactions)                     # the same kept up to date

Whole arrays in and out, NumPy alone; people and teams are integers from 0, days are floats from any moment, rates are contacts a week.
Equations and sources stand with each module, what it means in plain words in `docs/ties.md`. A strength says how much contact was
observed, against what the two people's other contacts would lead one to expect; not friendship.
"""

from liant.engines.ties.calibration import (
    LEAST_PAIRS,
    LEAST_RATERS,
    Calibration,
    TooFew,
    calibrated,
    calibration_error,
    ridge_logistic,
)
from liant.engines.ties.channels import CHANNEL_OF_KIND, MUTUAL, WEIGHTS, channel_of, default_weights
from liant.engines.ties.circles import Circles, circles
from liant.engines.ties.contacts import Contacts, contacts, there_since
from liant.engines.ties.dispersion import dispersion
from liant.engines.ties.expected import Expected, expected
from liant.engines.ties.half_life import chosen_half_life, log_losses
from liant.engines.ties.index import SIGNS, Index, Strengths, features, index, strengths
from liant.engines.ties.interactions import Interactions, noted, shared_out
from liant.engines.ties.measuring import Ties, measure
from liant.engines.ties.rates import Prior, Rates, priors, rates
from liant.engines.ties.streaming import Stream
from liant.engines.ties.survey import CLOSE, Fused, Leniency, Survey, fit_leniency, fused
from liant.engines.ties.weeks import HALF_LIFE, discount

__all__ = [
    "CHANNEL_OF_KIND",
    "CLOSE",
    "HALF_LIFE",
    "LEAST_PAIRS",
    "LEAST_RATERS",
    "MUTUAL",
    "SIGNS",
    "WEIGHTS",
    "Calibration",
    "Circles",
    "Contacts",
    "Expected",
    "Fused",
    "Index",
    "Interactions",
    "Leniency",
    "Prior",
    "Rates",
    "Stream",
    "Strengths",
    "Survey",
    "Ties",
    "TooFew",
    "calibrated",
    "calibration_error",
    "channel_of",
    "chosen_half_life",
    "circles",
    "contacts",
    "default_weights",
    "discount",
    "dispersion",
    "expected",
    "features",
    "fit_leniency",
    "fused",
    "index",
    "log_losses",
    "measure",
    "noted",
    "priors",
    "rates",
    "ridge_logistic",
    "shared_out",
    "strengths",
    "there_since",
]
