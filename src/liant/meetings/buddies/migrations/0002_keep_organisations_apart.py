from django.db import migrations

from liant.tenancy.operations import CURRENT, MemberTable, SqlFunction, TenantTable

OWN = ("Willing", "Welcome")
WILLING = (
    "select w.member_id, w.languages::text[], (select count(*) from buddies_welcome b where b.member_id = w.member_id "  # noqa: S608
    "and not b.is_newcomer and b.said <> 'no' and b.other_said <> 'no' and coalesce(b.until, today) >= today) "
    "from buddies_willing w join accounts_member m on m.id = w.member_id and m.is_active "
    f"where w.organisation_id = {CURRENT} order by w.member_id"
)


class Migration(migrations.Migration):
    dependencies = [("buddies", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        *(TenantTable(name, goes_with_its_keys=True) for name in OWN),
        *(MemberTable(name) for name in OWN),
        SqlFunction(
            "liant_willing_buddies(today date)",
            "table (member_id bigint, languages text[], welcomes bigint)",
            WILLING,
        ),
    ]
