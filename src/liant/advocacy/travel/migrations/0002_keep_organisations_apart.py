from django.db import migrations

from liant.tenancy.operations import MemberTable, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("travel", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("advocacy", "0002_keep_organisations_apart"),
    ]

    operations = [TenantTable("Step", goes_with_its_keys=True), MemberTable("Step")]
