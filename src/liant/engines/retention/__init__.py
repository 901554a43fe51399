"""Does a programme stay alive? How long people stay, what goes with going quiet, what is to come, on how few it rests.

Counts and weeks in, figures with intervals out: NumPy alone. What each figure means in plain words is in
`docs/programme-figures.md`; the methods' sources stand with each function.
"""

from liant.engines.retention.competing import LEFT, QUIET, STILL, Incidence, cumulative_incidence
from liant.engines.retention.cox import concordance, cox
from liant.engines.retention.drops import Preceding, Sign, drops, what_preceded
from liant.engines.retention.estimates import Estimate, Fit, TooLittle
from liant.engines.retention.forecast import Forecast, forecast
from liant.engines.retention.generations import generations
from liant.engines.retention.inequality import Inequality, gini, inequality
from liant.engines.retention.lasting import Cohort, Lasting, fit_cohorts, fit_lasting, fit_together
from liant.engines.retention.made_up import Programme, made_up
from liant.engines.retention.product_limit import Curve, Median, by_cohort, product_limit
from liant.engines.retention.spells import PersonWeeks, Spells, person_weeks, spells
from liant.engines.retention.warning import Alarm, Watch, active_in_four_weeks, fall, watch
from liant.engines.retention.weekly_hazard import Fatigue, fatigue, weekly_hazard

__all__ = [
    "LEFT",
    "QUIET",
    "STILL",
    "Alarm",
    "Cohort",
    "Curve",
    "Estimate",
    "Fatigue",
    "Fit",
    "Forecast",
    "Incidence",
    "Inequality",
    "Lasting",
    "Median",
    "PersonWeeks",
    "Preceding",
    "Programme",
    "Sign",
    "Spells",
    "TooLittle",
    "Watch",
    "active_in_four_weeks",
    "by_cohort",
    "concordance",
    "cox",
    "cumulative_incidence",
    "drops",
    "fall",
    "fatigue",
    "fit_cohorts",
    "fit_lasting",
    "fit_together",
    "forecast",
    "generations",
    "gini",
    "inequality",
    "made_up",
    "person_weeks",
    "product_limit",
    "spells",
    "watch",
    "weekly_hazard",
    "what_preceded",
]
