from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("breath", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("advocacy", "0002_keep_organisations_apart"),
    ]

    operations = [
        *(TenantTable(name) for name in ("Publication", "Example", "Rates")),
        AppendOnly("Publication"),
        SqlFunction(
            "liant_living_programmes()",
            "setof bigint",
            "select organisation_id from advocacy_programme where opened_at is not null and state <> 'ended'",
        ),
    ]
