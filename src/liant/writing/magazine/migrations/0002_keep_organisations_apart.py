from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("magazine", "0001_first"), ("writing", "0003_keep_organisations_apart")]

    operations = [TenantTable("Issue"), TenantTable("Entry"), TenantTable("Sheet"), TenantTable("Proof")]
