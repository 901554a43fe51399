"""A fresh database gets its tables at once, and they are those which the migrations make one by one."""

import os
import subprocess
import sys
import tempfile

import psycopg
import pytest

from liant.tenancy import fresh
from tests.database import ROOT

MOST_BESIDE = 40
CATALOGUE = (
    ("select c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, "
    "coalesce(pg_get_expr(d.adbin, d.adrelid), '') from pg_attribute a join pg_class c on c.oid = a.attrelid "
    "left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
    "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm') and a.attnum > 0 and not a.attisdropped"),
    "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace",
    "select tablename, indexname, indexdef from pg_indexes where schemaname = 'public'",
    "select tablename, policyname, permissive, roles::text, cmd, qual, with_check from pg_policies",
    "select relname, relrowsecurity, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
    "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
    ("select p.oid::regprocedure::text, pg_get_functiondef(p.oid) from pg_proc p where pronamespace = 'public'::regnamespace "
    "and prokind in ('f', 'p')"),
    ("select typname, array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder) from pg_type t "
    "where typnamespace = 'public'::regnamespace and typtype = 'e'"),
    "select app, name from django_migrations",
    "select app_label, model from django_content_type",
    "select extname from pg_extension",
)  # fmt: skip


def test_the_record_is_of_the_migrations_that_are_here():
    known, here = fresh.recorded(), fresh.sums()
    changed = sorted(name for name in known if here.get(name) != known[name])
    again = "run scripts/fresh_tables.py"
    assert not changed, f"no longer what was recorded, {again}: {changed}"
    assert len(here.keys() - known.keys()) <= MOST_BESIDE, f"many migrations beside the record, {again}"


@pytest.mark.django_db
def test_a_database_with_tables_is_left_alone():
    from django.db import connection

    assert fresh.lay_out(connection) is False


@pytest.mark.full
def test_tables_made_at_once_are_those_made_step_by_step(postgres):
    assert catalogue(postgres, "liant.config.manage", "migrate") == catalogue(postgres, "-c", STEP_BY_STEP)


STEP_BY_STEP = """
import django; django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command(), verbosity=0)
"""


def catalogue(postgres, *command):
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(postgres.owner, autocommit=True) as server:
        server.execute("drop database if exists fresh with (force)")
        server.execute("create database fresh")
        url = f"{postgres.owner.rsplit('/', 1)[0]}/fresh"
        environment = {**os.environ, "LIANT_ROLE": "owner", "DATABASE_OWNER_URL": url, "LIANT_DATA": folder}
        started = [sys.executable, *(["-m", *command] if command[0] != "-c" else command)]
        subprocess.run(started, env=environment, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        with psycopg.connect(url) as made:
            return [sorted(made.execute(query).fetchall()) for query in CATALOGUE]
