"""Is everything kept apart? Questions to the database's own catalogue, used by tests and by `liant up`."""

from django.db import connection

from liant.tenancy.before_tenant import TENANTLESS_TABLES


def tables() -> list[str]:
    return _names("select tablename from pg_tables where schemaname = 'public'")


def tables_without_policy() -> list[str]:
    """Private tables on which row-level security is off or that have no policy."""
    protected = set(
        _names(
            "select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid "
            "where c.relrowsecurity and c.relnamespace = 'public'::regnamespace"
        )
    )
    return sorted(set(tables()) - protected - set(TENANTLESS_TABLES))


def members_own_tables() -> list[str]:
    """Tables whose rows are shown to one member each, by a policy that narrows the one of the organisation."""
    return _names("select tablename from pg_policies where policyname = 'own' and permissive = 'RESTRICTIVE'")


def crossing_keys() -> list[str]:
    """Foreign keys between two private tables that don't carry the organisation."""
    sql = """
        select con.conrelid::regclass || '.' || con.conname
        from pg_constraint con
        join pg_class source on source.oid = con.conrelid and source.relrowsecurity
        join pg_class target on target.oid = con.confrelid and target.relrowsecurity
        where con.contype = 'f' and target.relname <> 'tenancy_organisation'
          and not exists (
            select 1 from pg_attribute a
            where a.attrelid = con.conrelid and a.attname = 'organisation_id' and a.attnum = any (con.conkey))
    """
    return _names(sql)


def definer_functions() -> list[str]:
    return _names(
        "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace and proname like 'liant%'"
    )


def role_problems() -> list[str]:
    """Why the role we are connected with may not serve the application; empty when it may."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        is_super, may_bypass = cursor.fetchone()
        cursor.execute("select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
        owned = cursor.fetchone()[0]
    problems = []
    if is_super:
        problems.append("it is a superuser")
    if may_bypass:
        problems.append("it may bypass row-level security")
    if owned:
        problems.append(f"it owns {owned} tables")
    return problems


def _names(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]
