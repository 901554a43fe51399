from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("replies", "0001_first")]

    operations = [
        TenantTable("SavedReply"),
        TenantTable("Variable"),
        TenantTable("ApprovalRule"),
        TenantTable("Approval"),
    ]
