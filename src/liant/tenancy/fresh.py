"""The tables of a fresh database, all at once: the statements of all migrations up to a day, recorded as they ran on an empty
database. Step by step, each migration has every model drawn again, which takes minutes; the record takes a second. A database
that has tables never meets it, and what came after the record migrates as ever."""

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import ClientCursor

RECORD = Path(__file__).with_name("fresh.sql")
OPERATIONS = Path(__file__).with_name("operations.py")  # what our own operations do is in no migration's file
NOT_RECORDED = ("select", 'insert into "django_', 'insert into "auth_permission"')  # asked, or done by each migrate


def sums() -> dict[str, str]:
    """Of each migration there is, `app.name`, what is in its file."""
    files = {
        f"{app}.{name}": Path(str(sys.modules[migration.__module__].__file__))
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
    } | {"operations": OPERATIONS}
    return {name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for name, file in sorted(files.items())}


def recorded() -> dict[str, str]:
    """The sums of the migrations that are in the record; empty without one."""
    if not RECORD.exists():
        return {}
    with RECORD.open(encoding="utf-8") as lines:
        first: dict[str, str] = json.loads(lines.readline().removeprefix("-- "))
    return first


def lay_out(connection: BaseDatabaseWrapper) -> bool:
    """Make all tables of the record, whole or not at all. False where there are tables already, or where a migration of the record
    is no longer what it was: then each is run as ever."""
    known = recorded()
    if not known or not known.items() <= sums().items() or connection.introspection.table_names():
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(RECORD.read_text(encoding="utf-8"))
        recorder = MigrationRecorder(connection)
        for name in sorted(known.keys() - {"operations"}):
            recorder.record_applied(*name.split(".", 1))
    return True


@contextmanager
def recording(connection: BaseDatabaseWrapper) -> Iterator[list[str]]:
    """The statements that run meanwhile and change something, as the server is given them."""
    found: list[str] = []

    def note(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        done = execute(sql, params, many, context)
        text = str(sql).strip()
        if not text.lower().startswith(NOT_RECORDED):
            found.append(ClientCursor(connection.connection).mogrify(text, params) if params else text)
        return done

    with connection.execute_wrapper(note):
        yield found


def write(statements: list[str]) -> None:
    body = "".join(f"{statement.rstrip().rstrip(';')};\n" for statement in statements)
    RECORD.write_text(f"-- {json.dumps(sums(), sort_keys=True)}\n{body}", encoding="utf-8")
