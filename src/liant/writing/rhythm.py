"""What the smaller rooms tell each other about time: what the policy wants of the calendar, how a stretch of it stands, which
moments were missed, and where all of a topic or a campaign is shown. Each comes here in its `AppConfig.ready`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from liant.channels.models import Channel


@dataclass(frozen=True)
class Earned:
    """What others said of us in public within a stretch of time. `is_more`: counting stopped there."""

    mentions: int  # links among them
    reshares: int
    is_more: bool = False

    @property
    def total(self) -> int:
        return self.mentions + self.reshares


@dataclass(frozen=True)
class Balance:
    """Pieces that leave, or left, within a stretch of time: paid or not, and about whom they speak. `earned` is what others
    said meanwhile; None where nobody counts it."""

    pieces: int
    paid: int
    ourselves: int
    earned: Earned | None = None

    @property
    def owned(self) -> int:
        return self.pieces - self.paid

    @property
    def whole(self) -> int:
        """Paid, owned and earned together."""
        return self.pieces + (self.earned.total if self.earned else 0)

    @property
    def self_talk(self) -> float | None:
        return self.ourselves / self.pieces if self.pieces else None


@dataclass(frozen=True)
class Rhythm:
    """What the policy wants: usual moments as (day of the week from 0, "HH:MM") by the clock of the house; shares of paid,
    owned and earned, and the ceiling of self-talk, in per cent."""

    slots: Sequence[tuple[int, str]] = ()
    pieces_a_week: int | None = None
    shares: Mapping[str, int] = field(default_factory=dict)
    ceiling: int | None = None


RhythmOf = Callable[[Channel | None], Rhythm]
BalanceOf = Callable[[datetime, datetime, Channel | None, str], Balance]
EarnedOf = Callable[[datetime, datetime, Channel | None], Earned]
MissedOf = Callable[[Sequence[int]], set[int]]  # ids of versions → those whose moment passed and that now ask a person

_rhythms: list[tuple[RhythmOf, BalanceOf]] = []
_earned: list[EarnedOf] = []
_missed: list[MissedOf] = []
_shelves: dict[str, str] = {}


def register_rhythm(rhythm: RhythmOf, balance: BalanceOf) -> None:
    """What the policy wants of a channel, or of the house; and how a stretch of time stands against it."""
    if (rhythm, balance) not in _rhythms:
        _rhythms.append((rhythm, balance))


def register_earned(count: EarnedOf) -> None:
    """Who counts what others said of us, on one channel or on all: a flow, since another room heard it."""
    if count not in _earned:
        _earned.append(count)


def register_missed(missed: MissedOf) -> None:
    """Who knows which moments passed with nothing sent (`publishing`)."""
    if missed not in _missed:
        _missed.append(missed)


def register_shelf(of: str, url_name: str) -> None:
    """The page that shows all of one "topic" or "campaign"; its address takes `topic_id` or `campaign_id`."""
    _shelves[of] = url_name


def rhythm_of(channel: Channel | None = None) -> Rhythm:
    return next((rhythm(channel) for rhythm, _balance in _rhythms), Rhythm())


def balance(from_at: datetime, to_at: datetime, channel: Channel | None = None, network: str = "") -> Balance | None:
    """By one channel, one network, or all; None where no room keeps a policy."""
    return next((count(from_at, to_at, channel, network) for _rhythm, count in _rhythms), None)


def earned(from_at: datetime, to_at: datetime, channel: Channel | None = None) -> Earned | None:
    return next((count(from_at, to_at, channel) for count in _earned), None)


def missed(version_ids: Sequence[int]) -> set[int]:
    return set().union(*(found(version_ids) for found in _missed)) if version_ids else set()


def shelf_of(of: str) -> str:
    return _shelves.get(of, "")
