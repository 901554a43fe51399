from django.db import migrations

from liant.tenancy.operations import AppendOnly, TenantTable


class Migration(migrations.Migration):
    dependencies = [("house_rules", "0001_first"), ("writing", "0003_keep_organisations_apart")]

    operations = [
        TenantTable("OwnRule"),
        TenantTable("RuleEdition"),
        AppendOnly("RuleEdition"),
        TenantTable("RuleTrial"),
    ]
