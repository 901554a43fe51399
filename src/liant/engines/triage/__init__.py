"""Reading of what people write: language, intent, sentiment and conduct, with the reasons in words."""

from liant.engines.triage.adjustments import Adjustments
from liant.engines.triage.engine import learn, read, read_many
from liant.engines.triage.reading import CONDUCTS, INTENTS, NEUTRAL_BELOW, Reading, Reason
from liant.engines.triage.reasons import say_reasons

__all__ = ["CONDUCTS", "INTENTS", "NEUTRAL_BELOW", "Adjustments", "Reading", "Reason",
           "learn", "read", "read_many", "say_reasons"]  # fmt: skip
