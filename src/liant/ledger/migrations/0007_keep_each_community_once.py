from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_know_communities_by_key"),
        ("bonds", "0006_merge_communities"),  # where two of one key become one
    ]

    operations = [
        migrations.AddConstraint(
            "community", models.UniqueConstraint(fields=("organisation", "key"), name="one_community_per_key")
        ),
    ]
