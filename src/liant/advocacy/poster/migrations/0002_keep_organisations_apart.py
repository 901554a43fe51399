from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("poster", "0001_first"), ("tenancy", "0002_keep_organisations_apart")]

    operations = [TenantTable("Poster")]
