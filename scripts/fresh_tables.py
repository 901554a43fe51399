"""Record anew what all migrations do to an empty database (src/liant/tenancy/fresh.sql). To be run from time to time, when the
migrations beside the record have become many; takes minutes."""

import os
import tempfile
from pathlib import Path

import psycopg

from liant.config.embedded import EmbeddedPostgres


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="liant-fresh-", dir="/var/tmp") as name:
        Path(name).chmod(0o755)
        with EmbeddedPostgres(Path(name) / "data", fsync=False) as server:
            with psycopg.connect(server.urls.owner, autocommit=True) as connection:
                connection.execute("create database fresh")
            record(f"{server.urls.owner.rsplit('/', 1)[0]}/fresh")


def record(owner_url: str) -> None:
    os.environ |= {
        "LIANT_ROLE": "owner",
        "DATABASE_OWNER_URL": owner_url,
        "DJANGO_SETTINGS_MODULE": "liant.config.settings",
    }
    import django
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    django.setup()
    from django.db import connection

    from liant.tenancy import fresh

    with fresh.recording(connection) as statements:
        call_command(Command(), verbosity=0)
    fresh.write(statements)
    connection.close()


if __name__ == "__main__":
    main()
