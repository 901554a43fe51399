from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_first")]

    operations = [TenantTable("SavedView")]
