"""When something may leave, and when it is too much: computed from values."""

from datetime import datetime, time, timedelta, tzinfo

ATTEMPTS = (60, 300, 1800, 7200)  # seconds to wait after each failure; then it could not be told


def after_quiet(moment: datetime, zone: tzinfo, quiet_from: int | None, quiet_until: int | None) -> datetime:
    """The first moment, from this one on, at which nobody is to be left in peace. From 22 to 7 holds over midnight; the same
    hour twice means no quiet at all."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return moment
    there = moment.astimezone(zone)
    over_midnight = quiet_from > quiet_until
    is_quiet = (
        there.hour >= quiet_from or there.hour < quiet_until
        if over_midnight
        else quiet_from <= there.hour < quiet_until
    )
    if not is_quiet:
        return moment
    day = there.date() + timedelta(days=1) if over_midnight and there.hour >= quiet_from else there.date()
    return datetime.combine(day, time(quiet_until), zone).astimezone(moment.tzinfo)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """After so many failures; None when it is over."""
    return now + timedelta(seconds=ATTEMPTS[attempts - 1]) if attempts <= len(ATTEMPTS) else None


def start_of_day(now: datetime, zone: tzinfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date(), time(), zone)
