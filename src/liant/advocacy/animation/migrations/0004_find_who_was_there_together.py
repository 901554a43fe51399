from django.db import migrations

from liant.tenancy.operations import CURRENT, SqlFunction

# of a meeting of few, those alone who had agreed before it that whom they turn to is seen
TOGETHER = f"""
    select p.member_id from animation_presence p join animation_meeting m on m.id = p.meeting_id
    where p.organisation_id = {CURRENT} and p.meeting_id = meeting and m.state <> 'cancelled'
        and liant_agreed_before(p.member_id, m.starts_at)
        and (select count(*) from animation_presence a where a.meeting_id = m.id) <= 12
    order by p.member_id
"""  # noqa: S608  a constant


class Migration(migrations.Migration):
    dependencies = [("animation", "0003_keep_no_way_to_the_ledger"), ("community", "0006_say_who_agreed")]

    operations = [SqlFunction("liant_there_together(meeting bigint)", "setof bigint", TOGETHER)]
