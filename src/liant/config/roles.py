"""The operator's own PostgreSQL: refuse at the start roles under which organisations would not be kept apart."""

import os
from typing import Any
from urllib.parse import urlsplit

from liant.config.embedded import Urls
from liant.config.phrases import Refusal, refuse, say
from liant.kit import env

OLDEST_MAJOR = 15
CONNECT_SECONDS = 10

# What the role owns by itself or through a role it is a member of: the owner is not held by row-level security.
ABOUT_ROLE = """
select current_user,
       (select rolsuper from pg_roles where rolname = current_user),
       exists (select from pg_roles where rolbypassrls and pg_has_role(current_user, oid, 'MEMBER')),
       (select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         where relkind in ('r', 'p', 'm', 'v') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
           and nspname not like 'pg_temp%' and pg_has_role(current_user, relowner, 'MEMBER') limit 1),
       (select datname from pg_database where datname = current_database() and pg_has_role(current_user, datdba, 'MEMBER'))
"""


def own_database() -> Urls | None:
    """The operator's addresses, or None when Liant is to run its own PostgreSQL."""
    app, owner = env.text("DATABASE_URL"), env.text("DATABASE_OWNER_URL")
    if not app and not owner:
        return None
    if not owner:
        raise refuse("owner_url_missing")
    if not app:
        raise refuse("app_url_missing")
    return Urls(app=app, owner=owner)


def check_roles(urls: Urls) -> None:
    """Refuse an application role that is superuser, bypasses row-level security or owns what it reads."""
    with _connect("DATABASE_URL", urls.app) as connection:
        row = connection.execute(ABOUT_ROLE).fetchone()
    role, is_superuser, may_bypass, table, database = row
    if is_superuser:
        raise refuse("app_role_superuser", role=role)
    if may_bypass:
        raise refuse("app_role_bypasses", role=role)
    if table or database:
        what = say("owns_table", name=table) if table else say("owns_database", name=database)
        raise refuse("app_role_owns", role=role, what=what)
    _connect("DATABASE_OWNER_URL", urls.owner).close()


def check_grants(urls: Urls) -> None:
    """After the migrations: the application must be able to work with what the owner made."""
    with _connect("DATABASE_URL", urls.app) as connection:
        role, may_read = connection.execute(
            "select current_user, coalesce(has_table_privilege(to_regclass('django_migrations'), 'select'), false)"
        ).fetchone()
    if not may_read:
        raise refuse("app_role_cannot_read", role=role)


def _connect(variable: str, url: str) -> Any:
    import psycopg  # 60 ms that the embedded database does not need

    try:
        connection = psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=True)
    except psycopg.Error as error:
        raise _unreachable(variable, url, str(error)) from None
    major, encoding = connection.info.server_version // 10_000, connection.info.parameter_status("server_encoding")
    if major < OLDEST_MAJOR:
        connection.close()
        raise refuse("database_too_old", variable=variable, found=major, needed=OLDEST_MAJOR)
    if encoding != "UTF8":
        connection.close()
        raise refuse("database_not_utf8", variable=variable, found=encoding)
    return connection


def _unreachable(variable: str, url: str, said: str) -> Refusal:
    reason = " ".join(said.split()) or os.strerror(111)
    try:
        password = urlsplit(url).password
    except ValueError:
        password = None
    if password:
        reason = reason.replace(password, "…")
    return refuse("database_unreachable", variable=variable, reason=reason)
