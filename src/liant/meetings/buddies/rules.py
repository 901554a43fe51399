"""Who could welcome a newcomer. Pure: values in, values out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NEW_FOR = timedelta(days=90)
LASTS = timedelta(weeks=8)


@dataclass(frozen=True)
class Candidate:
    """`welcomes`: how many newcomers they welcome already."""

    member_id: int
    languages: Sequence[str]
    welcomes: int
    teams: Collection[int]


def is_new(joined_at: datetime, now: datetime) -> bool:
    return now - joined_at <= NEW_FOR


def best(
    candidates: Collection[Candidate], *, languages: Collection[str], teams: Collection[int], but: Collection[int]
) -> Candidate | None:
    """Of another team, with a language in common, who welcomes fewest; then whoever came first. `but`: who was proposed already."""
    fitting = [
        one for one in candidates
        if one.member_id not in but and not set(one.teams) & set(teams) and set(one.languages) & set(languages)
    ]  # fmt: skip
    return min(fitting, key=lambda one: (one.welcomes, one.member_id), default=None)
