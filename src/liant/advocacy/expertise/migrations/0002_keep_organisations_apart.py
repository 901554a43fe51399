from django.db import migrations

from liant.tenancy.operations import MemberTable, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("expertise", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        *(TenantTable(name, goes_with_its_keys=True) for name in ("Card", "Chosen", "Talk", "Page")),
        *(MemberTable(name) for name in ("Card", "Chosen", "Talk")),
        SqlFunction(
            "liant_expert_page_stands(wanted bigint)",
            "boolean",
            "select exists (select 1 from expertise_page p "
            "join expertise_card c on c.organisation_id = p.organisation_id and c.id = p.card_id "
            "join accounts_member m on m.organisation_id = c.organisation_id and m.id = c.member_id "
            "where p.id = wanted and m.is_active "
            "and p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint)",
        ),
    ]
