from django.db import migrations

from liant.tenancy.operations import CURRENT, CURRENT_MEMBER, SqlFunction

OWN = f"exists (select 1 from people_person p where p.id = source_id and p.member_id = {CURRENT_MEMBER})"  # noqa: S608
# pairs, and neither which of the two shared nor when within a window
RESHARES = f"""
    select least(a.member_id, b.member_id), greatest(a.member_id, b.member_id),
        floor(extract(epoch from i.at - since) / window_seconds)::integer, count(*)
    from ledger_interaction i join people_person a on a.id = i.source_id join people_person b on b.id = i.target_id
    where i.organisation_id = {CURRENT} and i.kind = 'reshare' and i.visibility = 'own' and i.at >= since and i.at < until
        and a.member_id = any(members) and b.member_id = any(members)
    group by 1, 2, 3 order by 1, 2, 3
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_forget_what_was_attended")]

    operations = [
        # whether somebody shared is theirs alone, in the database and not in a promise
        migrations.RunSQL(
            f"create policy own_sharing on ledger_interaction as restrictive using (visibility <> 'own' or {OWN})",
            "drop policy own_sharing on ledger_interaction",
        ),
        SqlFunction(
            "liant_reshares(members bigint[], since timestamptz, until timestamptz, window_seconds bigint)",
            "table (one bigint, other bigint, place integer, times bigint)",
            RESHARES,
        ),
    ]
