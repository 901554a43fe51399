"""Pure: when a question may be asked."""

from datetime import datetime, timedelta

OPEN_FOR = timedelta(days=14)
NOT_AGAIN_FOR = timedelta(days=90)


def may_be_asked(now: datetime, last_closed_at: datetime | None, *, is_open: bool) -> bool:
    """One at a time, and not again before a season has passed: nobody is asked until they give in."""
    return not is_open and (last_closed_at is None or now >= last_closed_at + NOT_AGAIN_FOR)
