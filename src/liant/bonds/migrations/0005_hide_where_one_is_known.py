from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bonds", "0004_let_ties_order_and_guide"),
        ("ledger", "0005_keep_what_leads_outside_to_oneself"),
    ]

    operations = [migrations.AddField("outside", "is_hidden", models.BooleanField(default=False))]
