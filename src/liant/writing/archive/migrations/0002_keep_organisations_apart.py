from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_first"), ("channels", "0002_keep_organisations_apart")]

    operations = [TenantTable("Archive"), TenantTable("Stake")]
