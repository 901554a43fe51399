"""Which organisation's rows may be seen now: set for a transaction, by name in queries and by row-level security.

Outside `tenant(…)` no private row exists: queries add the organisation themselves (`TenantManager`) and PostgreSQL's
policies hold it a second time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

SETTING = "liant.organisation"
MEMBER_SETTING = "liant.member"
_current: ContextVar[int | None] = ContextVar("organisation_id", default=None)


def current_organisation_id() -> int | None:
    return _current.get()


@contextmanager
def tenant(organisation_id: int | None) -> Iterator[None]:
    """Everything inside is one transaction that sees this organisation's rows, and no other's.

    Do not call the outside world within: a transaction must not wait for a network.
    """
    token = _current.set(organisation_id)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("select coalesce(current_setting(%s, true), '')", [SETTING])
                before = cursor.fetchone()[0]
                cursor.execute("select set_config(%s, %s, true)", [SETTING, str(organisation_id or "")])
            yield
            # after an error the rollback restores it; here the transaction may go on in the block around us
            with connection.cursor() as cursor:
                cursor.execute("select set_config(%s, %s, true)", [SETTING, before])
    finally:
        _current.reset(token)


@contextmanager
def own_rows(member_id: int) -> Iterator[None]:
    """Inside `tenant`: rows that are a member's own business are there, this member's. Outside they are there for nobody.

    For the member who asks, and never on behalf of somebody else.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting(%s, true), '')", [MEMBER_SETTING])
        before = cursor.fetchone()[0]
        cursor.execute("select set_config(%s, %s, true)", [MEMBER_SETTING, str(member_id)])
        yield
        cursor.execute("select set_config(%s, %s, true)", [MEMBER_SETTING, before])


@contextmanager
def own_rows_in_turn() -> Iterator[Callable[[int], None]]:
    """As `own_rows`, for the worker that goes through many members: `turn(member)`, one statement, and this member's rows are there
    and nobody else's, until the next turn."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting(%s, true), '')", [MEMBER_SETTING])
        before = cursor.fetchone()[0]

        def turn(member_id: int) -> None:
            cursor.execute("select set_config(%s, %s, true)", [MEMBER_SETTING, str(member_id)])

        yield turn
        cursor.execute("select set_config(%s, %s, true)", [MEMBER_SETTING, before])
