from django.db import migrations, models

from liant.tenancy.operations import SqlFunction

# with the rights of whoever asks: to the application they tell a member's own rows, as the table does. Functions of other rooms that
# run as the owner read ties through them, as coarsely as they need: in quarters, so that no number is the mark of a pair
QUARTERS = "floor(t.strength / 25)::integer"
CLOSENESS = (
    f"select t.other_id, {QUARTERS} from bonds_tie t where t.member_id = who "  # noqa: S608
    "and exists (select 1 from bonds_choice c where c.member_id = who and c.can_order) "
    "and not exists (select 1 from bonds_hidden h where h.member_id = who and h.other_id = t.other_id)"
)
HAS_TIES = "select exists (select 1 from bonds_tie t where t.member_id = who)"
CLOSE_PAIRS = (
    f"select t.member_id, t.other_id, {QUARTERS} from bonds_tie t "  # noqa: S608
    "join bonds_choice a on a.member_id = t.member_id and a.can_draw join bonds_choice b on b.member_id = t.other_id and b.can_draw "
    "where t.member_id = any(members) and t.other_id = any(members) and t.member_id < t.other_id and t.strength >= 50 "
    "order by t.member_id, t.other_id"
)


class Migration(migrations.Migration):
    dependencies = [("bonds", "0003_publish_the_shape")]

    operations = [
        migrations.AddField("choice", "can_order", models.BooleanField(default=False)),
        migrations.AddField("choice", "can_draw", models.BooleanField(default=False)),
        SqlFunction("liant_closeness_of(who bigint)", "table (other_id bigint, quarters integer)", CLOSENESS, is_definer=False),
        SqlFunction("liant_has_ties(who bigint)", "boolean", HAS_TIES, is_definer=False),
        SqlFunction(
            "liant_close_pairs(members bigint[])", "table (member_id bigint, other_id bigint, quarters integer)", CLOSE_PAIRS,
            is_definer=False,
        ),
    ]  # fmt: skip
