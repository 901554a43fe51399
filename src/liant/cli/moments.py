"""Moments as engines take them, days since 1970 in UTC, and as tables have them written."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def days_of(column: Any) -> "np.ndarray":
    """(rows,) days since 1970 of a column of moments as `tables` reads it."""
    import numpy as np  # late: `--help` should not wait for it
    import pyarrow as pa

    return np.asarray(column.cast(pa.int64()).to_numpy(), dtype=float) / (DAY / timedelta(microseconds=1))


def end_of(text: str) -> float:
    """The end of a date, or the moment itself where the time of day is said; without a zone, in UTC. ValueError for neither."""
    if len(text) <= len("2026-01-01"):
        return float(date.fromisoformat(text).toordinal() - EPOCH.toordinal()) + 1
    there = datetime.fromisoformat(text)
    return (there.replace(tzinfo=there.tzinfo or UTC) - EPOCH) / DAY


def written(day: float, *, has_hour: bool) -> str:
    """As ISO 8601 in UTC, to the second: 2026-01-31T09:30:00Z, or the date alone."""
    there = EPOCH + timedelta(seconds=round(day * 86_400))
    return there.strftime("%Y-%m-%dT%H:%M:%SZ" if has_hour else "%Y-%m-%d")
