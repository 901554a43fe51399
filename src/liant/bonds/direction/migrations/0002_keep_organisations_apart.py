from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("direction", "0001_first"),
    ]

    operations = [TenantTable("Finding")]
