from django.db import migrations, models

from liant.tenancy.operations import CURRENT, SqlFunction

CLOSE = (
    "select p.member_id, p.other_id, 25 * p.quarters from liant_close_pairs(array(select m.member_id from meetings_participant m "  # noqa: S608
    f"where m.organisation_id = {CURRENT} and m.rotation_id = rotation)) p"
)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_keep_organisations_apart"),
        ("bonds", "0004_let_ties_order_and_guide"),
    ]

    operations = [
        migrations.AddField("round", "closeness", models.TextField(blank=True, default="")),
        SqlFunction(
            "liant_rotation_close_pairs(rotation bigint)",
            "table (member_id bigint, other_id bigint, strength integer)",
            CLOSE,
        ),
    ]
