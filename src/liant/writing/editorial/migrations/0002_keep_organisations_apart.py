from django.db import migrations

from liant.tenancy.operations import AppendOnly, TenantTable


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_first"), ("channels", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Policy"),
        AppendOnly("Policy"),
        TenantTable("Showing"),
        TenantTable("ChannelMonth"),
    ]
