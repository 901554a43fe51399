from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0003_keep_media")]

    operations = [
        migrations.AddField("delivery", "reply_to", models.JSONField(default=dict)),
        migrations.AddField("delivery", "let_go_at", models.DateTimeField(null=True)),
    ]
