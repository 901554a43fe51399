from django.db import migrations

from liant.tenancy.operations import AppendOnly, TenantTable


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_first"), ("tenancy", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Entry"),
        AppendOnly("Entry"),
    ]
