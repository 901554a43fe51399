from django.db import migrations

from liant.tenancy.operations import MemberTable, SqlFunction, TenantTable

OWN = ("Tie", "Hidden", "Hint", "Choice")


class Migration(migrations.Migration):
    dependencies = [
        ("bonds", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("ledger", "0002_keep_organisations_apart"),
    ]

    operations = [
        TenantTable("Measure"),
        *(TenantTable(name, goes_with_its_keys=True) for name in OWN),
        *(MemberTable(name) for name in OWN),
        SqlFunction(
            "liant_organisations_with_ties()",
            "setof bigint",
            "select o.id from tenancy_organisation o where exists (select 1 from ledger_interaction i "
            "where i.organisation_id = o.id and i.purpose in ('belonging', 'sharing') and i.target_id is not null)",
        ),
    ]
