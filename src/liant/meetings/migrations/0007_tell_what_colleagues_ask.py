from django.db import migrations, models

OCCASIONS = ("invitation", "reminder", "welcome", "half_hour", "introduce", "introduced")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_forget_what_notices_tell")]

    operations = [
        migrations.AlterField(
            "notice",
            "occasion",
            models.CharField(choices=[(one, one.replace("_", " ").title()) for one in OCCASIONS], max_length=10),
        ),
    ]
