from django.db import migrations

from liant.tenancy.operations import AppendOnly, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("writing", "0002_talk_and_agree"),
        ("channels", "0002_keep_organisations_apart"),
    ]

    operations = [
        TenantTable("Topic"),
        TenantTable("Campaign"),
        TenantTable("Piece"),
        TenantTable("Version"),
        TenantTable("Revision"),
        AppendOnly("Revision"),
        TenantTable("PieceMedium"),
        TenantTable("Comment"),
        TenantTable("Step"),
        TenantTable("KeptRemark"),
        TenantTable("Lesson"),
    ]
