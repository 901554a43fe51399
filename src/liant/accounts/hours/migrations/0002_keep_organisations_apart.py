from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("hours", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [TenantTable("Schedule"), TenantTable("Stretch"), TenantTable("DayOff")]
