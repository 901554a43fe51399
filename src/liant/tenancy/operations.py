"""Migration operations that keep organisations apart: row-level security, composite keys, definer functions."""

from typing import Any

from django.db.migrations.operations.base import Operation

from liant.tenancy.context import MEMBER_SETTING, SETTING

CURRENT = f"nullif(current_setting('{SETTING}', true), '')::bigint"
CURRENT_MEMBER = f"nullif(current_setting('{MEMBER_SETTING}', true), '')::bigint"


class TenantTable(Operation):
    """Row-level security on one table, and a composite foreign key for each of its keys to another private table.

    Without FORCE on purpose: the owner must see all rows in data migrations and backups, and the application's role
    is never the owner.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, column: str = "organisation_id", *, goes_with_its_keys: bool = False):
        """`goes_with_its_keys`: the database removes a row with what it points at. For rows that the application, which
        would otherwise do it, cannot see."""
        self.model_name = model_name
        self.column = column
        self.removal = "on delete cascade " if goes_with_its_keys else ""

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table
        test = f"{self.column} = {CURRENT}"
        schema_editor.execute(f'alter table "{table}" enable row level security')
        schema_editor.execute(f'create policy tenant on "{table}" using ({test}) with check ({test})')
        if self.column == "organisation_id":
            schema_editor.execute(
                f'alter table "{table}" add constraint "{table}_organisation_id_key" unique (organisation_id, id)'
            )
        for field in model._meta.local_fields:
            if type(field).__name__ == "TenantForeignKey":
                self.add_composite_key(schema_editor, table, field)

    def add_composite_key(self, schema_editor: Any, table: str, field: Any) -> None:
        target = field.remote_field.model._meta.db_table
        schema_editor.execute(
            f'alter table "{table}" add constraint "{table}_{field.column}_same_organisation" '
            f'foreign key (organisation_id, "{field.column}") references "{target}" (organisation_id, id) '
            f"{self.removal}deferrable initially deferred"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'drop policy tenant on "{table}"')
        schema_editor.execute(f'alter table "{table}" disable row level security')

    def describe(self) -> str:
        return f"Keep {self.model_name} within its organisation"


class MemberTable(Operation):
    """Beside the policy of `TenantTable`, a narrower one: each row is seen and written by the member whose own it is, and by
    nobody else of the house, whatever their role. Read inside `context.own_rows`."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, column: str = "member_id"):
        self.model_name, self.column = model_name, column

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        test = f"{self.column} = {CURRENT_MEMBER}"
        schema_editor.execute(f'create policy own on "{table}" as restrictive using ({test}) with check ({test})')

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'drop policy own on "{table}"')

    def describe(self) -> str:
        return f"Show each row of {self.model_name} to its member alone"


class SqlFunction(Operation):
    """A function kept in migrations. `is_definer`: it runs as the owner, so it must filter the organisation itself."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, signature: str, returns: str, body: str, options: str = "stable", is_definer: bool = True):
        self.signature, self.returns, self.body, self.options = signature, returns, body, options
        self.is_definer = is_definer

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        security = "security definer set search_path = public, pg_temp" if self.is_definer else ""
        schema_editor.execute(
            f"create or replace function {self.signature} returns {self.returns} language sql {self.options} "
            f"{security} as $liant$ {self.body} $liant$",
            params=None,
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"drop function if exists {self.signature}", params=None)

    def describe(self) -> str:
        return f"Function {self.signature}"


class AppendOnly(Operation):
    """Rows of this table can be added, never changed or removed, except by the owner (erasure, retention)."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str):
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(
            # the table's name comes from the model, never from a person
            f"create function {table}_append_only() returns trigger language plpgsql as $liant$ begin "  # noqa: S608
            f"if current_user = (select tableowner from pg_tables where tablename = '{table}') then "
            "return coalesce(new, old); end if; "
            f"raise exception '{table} is append-only'; end $liant$",
            params=None,
        )
        schema_editor.execute(
            f'create trigger append_only before update or delete on "{table}" '
            f"for each row execute function {table}_append_only()"
        )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'drop trigger append_only on "{table}"')
        schema_editor.execute(f"drop function {table}_append_only()")

    def describe(self) -> str:
        return f"Make {self.model_name} append-only"
