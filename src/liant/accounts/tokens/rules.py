"""What follows from a token's values alone: how its text is made and recognised, and how it may pace."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

MARK = "liant"
WINDOW = timedelta(minutes=1)
LASTS_DAYS = (30, 90, 365)
ANSWERS_ARE_KEPT = timedelta(days=3)


@dataclass(frozen=True)
class Turn:
    """How much of this minute is used. `is_over`: this request is one too many."""

    limit: int
    left: int
    resets_in_seconds: int
    is_over: bool


def new_token() -> tuple[str, str]:
    """(the whole token, its beginning that may be shown)."""
    prefix = f"{MARK}_{secrets.token_hex(4)}"
    return f"{prefix}_{secrets.token_urlsafe(32)}", prefix


def turn(count: int, started_at: datetime, now: datetime, limit: int) -> Turn:
    left_seconds = max(1, round((started_at + WINDOW - now).total_seconds()))
    return Turn(limit, max(0, limit - count), left_seconds, count > limit)
