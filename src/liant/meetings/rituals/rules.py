"""How a ritual stands by its rhythm. Pure: values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RHYTHMS_TO_DROP = 2
DUE, FINE, DROPPED = "due", "fine", "dropped"


@dataclass(frozen=True)
class Standing:
    """`next_on`: when it is to come again, by its rhythm; `last_on`: the last day it was held."""

    state: str
    next_on: date
    last_on: date | None


def standing(started_on: date, every_weeks: int, occasions: Sequence[tuple[date, bool]], today: date) -> Standing:
    """Dropped once it was not held for two rhythms; skipped twice in a row is not held. `occasions`: (day, held)."""
    rhythm = timedelta(weeks=every_weeks)
    past = [(day, held) for day, held in occasions if day <= today]
    last_on = max((day for day, held in past if held), default=None)
    noted = max((day for day, _held in past), default=None)
    since = max(last_on, started_on) if last_on else started_on
    next_on = max(noted, started_on) + rhythm if noted else started_on
    if today - since > RHYTHMS_TO_DROP * rhythm:
        return Standing(DROPPED, next_on, last_on)
    return Standing(DUE if next_on <= today else FINE, next_on, last_on)
