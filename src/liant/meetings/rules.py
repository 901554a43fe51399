"""When a rotation draws, when a table could sit down, and what is made of what it said. Pure: values in, values out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.hours.rules import Hours
from liant.engines.pairing import People, operations
from liant.engines.pairing import Rotation as Drawn

DRAWS_AT = time(7)
LASTS = timedelta(minutes=30)
DAYS = 7  # from the draw, within which they meet
REMINDED_AFTER = timedelta(days=5)
A_DAY = timedelta(days=1)
MOST_EACH_DAY = 4  # that one member is told by one way; what comes above waits
AGAIN_IN = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=45), timedelta(hours=4))
MOST_TRIES = 6  # by chat; then by mail
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("de", _("German")), ("es", _("Spanish")), ("it", _("Italian")),
             ("pt", _("Portuguese")), ("nl", _("Dutch")), ("ar", _("Arabic"))]  # fmt: skip
WEEKDAYS = (
    pgettext_lazy("on a day", "Monday"), pgettext_lazy("on a day", "Tuesday"), pgettext_lazy("on a day", "Wednesday"),
    pgettext_lazy("on a day", "Thursday"), pgettext_lazy("on a day", "Friday"), pgettext_lazy("on a day", "Saturday"),
    pgettext_lazy("on a day", "Sunday"),
)  # fmt: skip
OURS = [
    ("Qu’avez-vous appris ces jours-ci que vous n’attendiez pas ?", "What did you learn lately that you did not expect?"),
    ("À quoi ressemble une bonne journée dans votre métier ?", "What does a good day look like in your work?"),
    ("Qu’aimeriez-vous que les autres équipes sachent de la vôtre ?", "What do you wish other teams knew of yours?"),
    ("Qui vous a aidé dernièrement, et à quoi ?", "Who helped you lately, and with what?"),
    ("Par quel chemin êtes-vous arrivé ici ?", "How did you come to work here?"),
    ("Que feriez-vous d’une journée de plus par semaine ?", "What would you do with one more day a week?"),
]  # fmt: skip


@dataclass(frozen=True)
class Basis:
    """All that a draw rests on beside its seed. Rows are places in `ids`; `met` counts rounds back, the last one being 0. `closeness`:
    the digest of who is close, which is kept apart since it goes sooner; "" where that is nobody."""

    ids: Sequence[int]
    teams: Sequence[int]
    offsets: Sequence[Sequence[float]]
    languages: Sequence[Sequence[str]]
    away: Sequence[int]
    met: Sequence[tuple[int, int, int]]
    forbidden: Sequence[tuple[int, int]]
    left_over: Sequence[int]
    closeness: str = ""

    def text(self) -> str:
        told = {name: value for name, value in vars(self).items() if name != "closeness" or value}
        return json.dumps(told, sort_keys=True, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> "Basis":
        values: Mapping[str, Any] = json.loads(text)
        pairs = {name: [tuple(one) for one in values[name]] for name in ("met", "forbidden")}
        return cls(**{**values, **pairs})

    @property
    def digest(self) -> str:
        return sha256(self.text().encode()).hexdigest()


@dataclass(frozen=True)
class Close:
    """Who are close, of those who both said that it may guide the draw: rows, and how strong their tie is, 0 to 100."""

    pairs: Sequence[tuple[int, int, int]] = ()

    def text(self) -> str:
        return json.dumps([list(one) for one in self.pairs], separators=(",", ":")) if self.pairs else ""

    @classmethod
    def of(cls, text: str) -> "Close":
        return cls([tuple(one) for one in json.loads(text)] if text else [])

    @property
    def digest(self) -> str:
        return sha256(self.text().encode()).hexdigest() if self.pairs else ""

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
        if not self.pairs:
            return None
        first, second, strength = np.array(self.pairs, dtype=np.int64).T
        return first, second, strength


@dataclass(frozen=True)
class Outcome:
    """Members at each table, and those who sit at none this time."""

    tables: Sequence[Sequence[int]]
    resting: Sequence[int]

    def text(self) -> str:
        return json.dumps({"tables": self.tables, "resting": self.resting}, separators=(",", ":"))

    @classmethod
    def of(cls, text: str) -> "Outcome":
        return cls(**json.loads(text)) if text else cls([], [])

    @property
    def odd(self) -> list[int]:
        """Whoever had nobody, or joined two others."""
        return [*self.resting, *(table[2] for table in self.tables if len(table) > 2)]


def draw(basis: Basis, seed: int, close: Close | None = None) -> Outcome:
    """The same basis, seed and closeness always draw the same. Two who are close come after those of whom nothing is known."""
    people = People(
        ids=[str(one) for one in basis.ids],
        teams=np.array(basis.teams, dtype=np.int64),
        offsets=np.array(basis.offsets, dtype=float),
        languages=[frozenset(one) for one in basis.languages],
        away={1: frozenset(basis.away)},
    )
    drawn: Drawn = operations(
        people, weeks=1, seed=seed, met=basis.met, forbidden=basis.forbidden, left_over=basis.left_over,
        closeness=close.arrays() if close else None,
    )  # fmt: skip
    tables = [[int(one) for one in meeting.people] for meeting in drawn.meetings]
    there = set(basis.ids) - {basis.ids[row] for row in basis.away}
    return Outcome(tables, [int(one) for _week, one in drawn.resting if int(one) in there])


def next_draw(after: datetime, zone: ZoneInfo, weekday: int) -> datetime:
    """The first moment after this one at which a rotation of this weekday draws."""
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, DRAWS_AT, zone)
        if day.weekday() == weekday and moment > after:
            return moment
        day += timedelta(days=1)


def days_of(day: date) -> list[date]:
    """On which a table of this draw may meet."""
    return [day + timedelta(days=number) for number in range(1, DAYS)]


def is_at_work(hours: Hours, day: date) -> bool:
    return any(hours.spans_of(one) for one in days_of(day))


def moment_for(everyone: Sequence[Hours], day: date) -> datetime | None:
    """On the first day on which all have half an hour of work in common: two thirds through the longest stretch of it, on the
    hour or the half."""
    for one in days_of(day):
        common = [
            (begins, ends)
            for begins, ends in shared([hours.spans_of(one) for hours in everyone])
            if ends - begins >= LASTS
        ]
        if common:
            begins, ends = max(common, key=lambda span: (span[1] - span[0], -span[0].timestamp()))
            ideal = begins + (ends - begins - LASTS) * 2 / 3
            rounded = ideal.replace(minute=ideal.minute // 30 * 30, second=0, microsecond=0)
            return max(rounded, begins)
    return None


def shared(spans: Sequence[Sequence[tuple[datetime, datetime]]]) -> list[tuple[datetime, datetime]]:
    """What lies in a span of each."""
    found = list(spans[0])
    for others in spans[1:]:
        found = [
            (max(one[0], other[0]), min(one[1], other[1]))
            for one in found
            for other in others
            if max(one[0], other[0]) < min(one[1], other[1])
        ]
    return found


def question_for(number: int, own: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """(French, English), each in turn."""
    known = list(own) or OURS
    return known[(number - 1) % len(known)]


def again_in(tries: int) -> timedelta:
    """How long what certainly did not arrive waits after so many tries, at least one."""
    return AGAIN_IN[min(tries, len(AGAIN_IN)) - 1]


def took_place(size: int, met: int, not_met: int, *, is_over: bool) -> bool:
    """All of the table said so; or, once the round is over, one of them, and nobody said otherwise."""
    return met == size or (is_over and met > 0 and not_met == 0)
