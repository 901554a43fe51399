"""Reading of what people write: language, intent, sentiment and conduct, with the reasons in words."""

from liant.engines.triage.engine import read, read_many
from liant.engines.triage.reading import CONDUCTS, INTENTS, NEUTRAL_BELOW, Reading, Reason

__all__ = ["CONDUCTS", "INTENTS", "NEUTRAL_BELOW", "Reading", "Reason", "read", "read_many"]
