import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_keep_what_leads_outside_to_oneself")]

    operations = [
        migrations.AddField(
            "community", "key", models.CharField(default="", editable=False, max_length=600), preserve_default=False
        ),
        migrations.AddField(
            "community",
            "parts",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.RemoveConstraint("community", "one_community_per_name"),
    ]
