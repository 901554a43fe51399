from django.db import migrations

from liant.tenancy.operations import CURRENT, SqlFunction


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_keep_organisations_apart")]

    operations = [
        SqlFunction(
            "liant_forget_belonging(person bigint)",
            "void",
            f"delete from ledger_interaction where organisation_id = {CURRENT} and purpose = 'belonging' "  # noqa: S608  no word of it comes from a person
            "and person in (source_id, target_id)",
            options="volatile",
        ),
    ]
