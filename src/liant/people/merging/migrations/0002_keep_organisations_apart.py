from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("merging", "0001_first")]

    operations = [TenantTable("SamePerson")]
