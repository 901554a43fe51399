from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("rituals", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [TenantTable("Ritual"), TenantTable("Occasion")]
