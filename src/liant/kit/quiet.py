"""The next time that it is an hour on somebody's wall, and when the hours end in which they want to hear nothing."""

from datetime import datetime, time, timedelta, tzinfo


def next_moment(after: datetime, zone: tzinfo, hour: int, weekday: int | None) -> datetime:
    """The next time that it is this hour there, on this weekday where one is given; strictly later than `after`."""
    day = after.astimezone(zone).date()
    for ahead in range(9):
        moment = datetime.combine(day + timedelta(days=ahead), time(hour), zone)
        if moment > after and weekday in (None, moment.weekday()):
            return moment
    raise ValueError("no such weekday")


def quiet_ends(now: datetime, zone: tzinfo, quiet_from: int | None, quiet_until: int | None) -> datetime | None:
    """When the quiet hours that it is now end; None outside of them. They may pass midnight."""
    if quiet_from is None or quiet_until is None:
        return None
    hour = now.astimezone(zone).hour
    if quiet_from < quiet_until:
        is_quiet = quiet_from <= hour < quiet_until
    else:
        is_quiet = hour >= quiet_from or hour < quiet_until
    return next_moment(now, zone, quiet_until, None) if is_quiet else None
