from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("capture", "0001_first"), ("channels", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Picture"),
        TenantTable("TipLink"),
        SqlFunction(
            "liant_tip_link(hashed text)",
            "bigint",
            "select organisation_id from capture_tiplink where token_hash = hashed and closed_at is null",
        ),
    ]
