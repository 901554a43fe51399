from django.db import migrations


class Migration(migrations.Migration):
    """Where an expert hears by chat becomes the member's one place, for every room."""

    dependencies = [
        ("advocacy", "0006_order_lists_by_ones_own_ties"),
        ("chat", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.RunSQL(
            "insert into chat_place (organisation_id, member_id, address) "
            "select organisation_id, member_id, chat from advocacy_expert where chat <> '' on conflict do nothing",
            "update advocacy_expert e set chat = p.address from chat_place p where p.member_id = e.member_id",
        ),
    ]
