from django.db import migrations

from liant.tenancy.operations import MemberTable, TenantTable


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0003_add_what_experts_say")]

    operations = [
        *(TenantTable(name) for name in ("Proposal", "Thanks", "Wording")),
        TenantTable("Device", goes_with_its_keys=True),
        MemberTable("Device"),
    ]
