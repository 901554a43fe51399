from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first"), ("writing", "0003_keep_organisations_apart")]

    operations = [TenantTable("Journal"), TenantTable("PreparedPicture"), TenantTable("Recording")]
