from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("readership", "0001_first"),
        ("writing", "0003_keep_organisations_apart"),
        ("channels", "0002_keep_organisations_apart"),
    ]

    operations = [TenantTable("DayReads"), TenantTable("Link")]
