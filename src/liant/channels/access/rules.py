"""When access ends, and when its owner is to be told: computed from moments, nothing else."""

from datetime import datetime, timedelta

TELL_AT_DAYS = (1, 3, 14)
PATIENCE = timedelta(days=3)  # of renewing in vain, before its own end counts


def ends_at(
    *,
    expires_at: datetime | None,
    renew_at: datetime | None,
    agreed_until: datetime | None,
    failing_since: datetime | None,
    now: datetime,
) -> datetime | None:
    """The moment at which access ends unless a person agrees again; None when no end is known.

    A token that is renewed by itself ends with the agreement behind it, unless renewing fails and fails.
    """
    if renew_at is None:
        return expires_at
    is_in_vain = failing_since is not None and now - failing_since >= PATIENCE
    ends = [end for end in (agreed_until, expires_at if is_in_vain else None) if end]
    return min(ends, default=None)


def days_to_tell(ends: datetime | None, told_days: int | None, now: datetime) -> int | None:
    """The number of days (14, 3 or 1) of which the owner is to be told now; None when they know, or need not yet."""
    if ends is None or ends <= now:
        return None
    for days in TELL_AT_DAYS:
        if ends - now <= timedelta(days=days):
            return days if told_days is None or told_days > days else None
    return None
