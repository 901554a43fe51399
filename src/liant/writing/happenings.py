"""Moments of a version that the smaller rooms follow, told in the transaction of the act.

`APPROVED` and `REOPENED` (the agreement is void: words changed, or were sent back), `SCHEDULED` and `UNSCHEDULED`,
`PUBLISHED`, `CORRECTED` (new words of what is published already), `WITHDRAWN`. `occasion` is the same for the same moment
told twice, and never used again; `by` is None where nobody did it, such as a moment that came.
"""

from collections.abc import Callable
from dataclasses import dataclass

from liant.accounts.models import Member
from liant.writing.models import Version

APPROVED, REOPENED, SCHEDULED, UNSCHEDULED = "approved", "reopened", "scheduled", "unscheduled"
PUBLISHED, CORRECTED, WITHDRAWN = "published", "corrected", "withdrawn"


@dataclass(frozen=True)
class Happening:
    version: Version
    what: str
    occasion: str
    by: Member | None = None


Listener = Callable[[Happening], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Called in a smaller room's `AppConfig.ready`. What the listener writes stands or falls with the act."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(version: Version, what: str, occasion: object, by: Member | None = None) -> None:
    for listener in _listeners:
        listener(Happening(version, what, f"{what}:{version.pk}:{occasion}", by))
