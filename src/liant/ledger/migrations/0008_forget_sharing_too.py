from django.db import migrations

from liant.tenancy.operations import CURRENT, SqlFunction

GONE = f"delete from ledger_interaction where organisation_id = {CURRENT} and person in (source_id, target_id)"  # noqa: S608  no word of it comes from a person


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_keep_each_community_once")]

    operations = [
        SqlFunction(
            "liant_forget_belonging(person bigint)",
            "void",
            f"{GONE} and purpose in ('belonging', 'sharing')",
            "volatile",
        ),
        SqlFunction("liant_forget_sharing(person bigint)", "void", f"{GONE} and purpose = 'sharing'", "volatile"),
    ]
