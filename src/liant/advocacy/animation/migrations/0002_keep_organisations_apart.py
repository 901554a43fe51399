from django.db import migrations

from liant.tenancy.operations import MemberTable, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("animation", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("ledger", "0002_keep_organisations_apart"),
    ]

    operations = [
        *(TenantTable(name) for name in ("Habit", "Meeting", "Charge", "Feed")),
        *(TenantTable(name, goes_with_its_keys=True) for name in ("Presence", "Asked")),
        *(MemberTable(name) for name in ("Presence", "Asked")),
        SqlFunction(
            "liant_meetings_organisation(hash text)",
            "bigint",
            "select organisation_id from animation_feed where token_hash = hash",
        ),
    ]
