"""Migrations are named by intent, complete, and never import the models of the day."""

import ast
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import CheckConstraint

from tests.architecture.house import SOURCE, named, told, tree_of

MIGRATIONS = sorted(path for path in SOURCE.rglob("migrations/*.py") if path.stem != "__init__")


def test_migrations_are_named_by_intent():
    faults = [named(path) for path in MIGRATIONS if not re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)*", path.stem)]
    faults += [named(path) for path in MIGRATIONS if re.match(r"\d{4}_(auto|alter|remove|rename)_", path.stem)]
    assert not faults, told(faults, "A migration is named after what it is for:")


def test_migrations_follow_each_other():
    """Two branches that both add 0003 are told here, not at the operator's."""
    by_folder = {}
    for path in MIGRATIONS:
        by_folder.setdefault(path.parent, []).append(int(path.stem[:4]))
    for folder, numbers in by_folder.items():
        assert numbers == list(range(1, len(numbers) + 1)), named(folder)


def test_no_two_tables_want_the_same_name_of_an_index():
    """PostgreSQL has one name of an index for all tables: a room that takes another's cannot be installed."""
    from django.apps import apps

    owners: dict[str, list[str]] = {}
    for model in apps.get_models():
        for one in (*model._meta.indexes, *model._meta.constraints):
            if not isinstance(one, CheckConstraint):
                owners.setdefault(one.name, []).append(model._meta.label)
    faults = [f"{name}: {', '.join(found)}" for name, found in owners.items() if len(found) > 1]
    assert not faults, told(faults, "Names of indexes and unique constraints, taken twice:")


def test_migrations_import_no_models():
    allowed = re.compile(r"liant\.(tenancy\.(operations|fields)|kit\.\w+|\w+\.(roles|kinds|hats|states))$")
    faults = []
    for path in MIGRATIONS:
        for node in ast.walk(tree_of(path)):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            faults += [
                f"{named(path)}:{node.lineno} {name}"
                for name in names
                if name and name.startswith("liant") and not allowed.match(name)
            ]
    assert not faults, told(faults, "Models change, migrations don't: use apps.get_model, or SQL:")


@pytest.mark.django_db
def test_no_model_has_a_change_without_a_migration():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(f"Write the migration, and name it by intent:\n{said.getvalue()}")
