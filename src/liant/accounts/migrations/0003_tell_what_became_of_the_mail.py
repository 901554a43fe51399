from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_keep_organisations_apart")]

    operations = [
        migrations.AddField("invitation", "mailed_at", models.DateTimeField(null=True)),
        migrations.AddField("invitation", "mail_problem", models.CharField(blank=True, max_length=300)),
    ]
