from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("LocalEvent"),
        TenantTable("Feed"),
        SqlFunction(
            "liant_calendar_organisation(hash text)",
            "bigint",
            "select organisation_id from calendar_feed where token_hash = hash",
        ),
    ]
