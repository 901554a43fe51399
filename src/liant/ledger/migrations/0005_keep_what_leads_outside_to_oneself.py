from django.db import migrations, models

from liant.tenancy.operations import CURRENT, CURRENT_MEMBER, SqlFunction

PURPOSES = [
    ("answering", "answering people who speak to us"),
    ("sharing", "sharing what colleagues write"),
    ("belonging", "life between colleagues"),
    ("outside", "being known outside the house"),
]
VISIBILITIES = [
    ("public", "seen by everyone on the network"),
    ("parties", "known to the two people only"),
    ("own", "known to the person alone"),
]
OWN = f"exists (select 1 from people_person p where p.id = source_id and p.member_id = {CURRENT_MEMBER})"  # noqa: S608
FORGET = (
    f"delete from ledger_interaction where organisation_id = {CURRENT} and purpose = 'outside' and source_id = person "  # noqa: S608
    "and community_id = coalesce(towards, community_id) and key = coalesce(named, key)"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_more_kinds")]

    operations = [
        migrations.AlterField("interaction", "purpose", models.CharField(choices=PURPOSES, max_length=20)),
        migrations.AlterField("interaction", "visibility", models.CharField(choices=VISIBILITIES, max_length=20)),
        # in which circles somebody moves outside is theirs alone, in the database and not in a promise
        migrations.RunSQL(
            f"create policy own_outside on ledger_interaction as restrictive using (community_id is null or {OWN})",
            "drop policy own_outside on ledger_interaction",
        ),
        SqlFunction(
            "liant_forget_outside(person bigint, towards bigint, named text)", "void", FORGET, options="volatile"
        ),
    ]
