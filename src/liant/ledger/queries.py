"""What of the ledger is read for figures alone, since its rows are seen by their own person."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection


def reshares(
    members: Collection[int], since: datetime, until: datetime, window: timedelta
) -> list[tuple[int, int, int, int]]:
    """(member, member, number of the window, how often) one of the two shared what the other wrote; which of them, it doesn't tell.
    For the worker, whose figures are about many; no page and no file of anybody asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from liant_reshares(%s, %s, %s, %s)",
            [sorted(members), since, until, int(window.total_seconds())],
        )
        return cursor.fetchall()
