from django.db import migrations

from liant.tenancy.operations import MemberTable, TenantTable

OWN = ("Expert", "Consent", "Suggestion", "Share", "Outcome")


class Migration(migrations.Migration):
    dependencies = [
        ("advocacy", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("links", "0002_keep_organisations_apart"),
    ]

    operations = [
        *(TenantTable(name) for name in ("Programme", "Topic", "Offer", "Invited", "Feedback")),
        *(TenantTable(name, goes_with_its_keys=True) for name in OWN),
        *(MemberTable(name) for name in OWN),
    ]
