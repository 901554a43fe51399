"""What is computed from values alone."""

from datetime import date, timedelta


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_name(monday: date) -> str:
    """ "2026-W48", as an address names a week."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"


def read_week(name: str) -> date | None:
    """The Monday of a week by its name; None when there is no such week."""
    year, _, week = name.partition("-W")
    try:
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None
