from typing import Any

from django.db import migrations

from liant.ledger.kinds import community_key
from liant.tenancy.operations import CURRENT, SqlFunction

BOTH = (
    f"select 1 from ledger_community c where c.organisation_id = {CURRENT} and c.id in (kept, gone) having count(*) = 2"  # noqa: S608
)
TWICE = "a.community_id = kept and b.community_id = gone and a.member_id = b.member_id"
MERGE = f"""
    update bonds_outside a set at = least(a.at, b.at), is_hidden = a.is_hidden or b.is_hidden from bonds_outside b
        where a.organisation_id = {CURRENT} and {TWICE} and exists ({BOTH});
    delete from bonds_outside b using bonds_outside a where b.organisation_id = {CURRENT} and {TWICE} and exists ({BOTH});
    update bonds_outside set community_id = kept
        where organisation_id = {CURRENT} and community_id = gone and exists ({BOTH});
    update ledger_interaction set community_id = kept
        where organisation_id = {CURRENT} and community_id = gone and exists ({BOTH});
    update ledger_community a set parts = a.parts || b.parts || b.id from ledger_community b
        where a.organisation_id = {CURRENT} and a.id = kept and b.organisation_id = {CURRENT} and b.id = gone and kept <> gone;
    delete from ledger_community where organisation_id = {CURRENT} and id = gone and exists ({BOTH});
"""  # noqa: S608


def fill_keys(apps: Any, schema_editor: Any) -> None:
    """Those whose names differ by capitals or spaces alone become one, under the name that came first."""
    found: dict[tuple[int, str], int] = {}
    community = apps.get_model("ledger", "Community")._base_manager
    with schema_editor.connection.cursor() as cursor:
        for number, house, name in list(community.order_by("id").values_list("id", "organisation_id", "name")):
            key = community_key(name)
            community.filter(pk=number).update(key=key)
            first = found.setdefault((house, key), number)
            if first != number:
                cursor.execute("select set_config('liant.organisation', %s, true)", [str(house)])
                cursor.execute("select liant_merge_communities(%s, %s)", [first, number])
                cursor.execute("select set_config('liant.organisation', '', true)")


class Migration(migrations.Migration):
    dependencies = [
        ("bonds", "0005_hide_where_one_is_known"),
        ("ledger", "0006_know_communities_by_key"),
    ]

    operations = [
        SqlFunction("liant_merge_communities(kept bigint, gone bigint)", "void", MERGE, options="volatile"),
        migrations.RunPython(fill_keys, migrations.RunPython.noop, elidable=True),
    ]
