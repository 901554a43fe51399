from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bonds", "0006_merge_communities")]

    operations = [migrations.AddField("measure", "half_life_at", models.DateTimeField(null=True))]
