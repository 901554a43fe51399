from django.db import migrations

from liant.tenancy.operations import CURRENT, SqlFunction

FORGET = (
    f"delete from ledger_interaction where organisation_id = {CURRENT} and kind = 'attended' and purpose = 'belonging' "  # noqa: S608  a constant
    "and through_kind = 'animation.meeting' and through_id = coalesce(meeting, through_id) "
    "and (person is null and meeting is not null or person in (source_id, target_id))"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_forget_sharing_too")]

    operations = [
        SqlFunction("liant_forget_attended(person bigint, meeting bigint)", "void", FORGET, options="volatile"),
    ]
