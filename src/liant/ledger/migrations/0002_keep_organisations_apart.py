from django.db import migrations

from liant.tenancy.operations import AppendOnly, TenantTable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_first"), ("people", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Community"),
        TenantTable("Interaction"),
        AppendOnly("Interaction"),
    ]
