import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tokens", "0003_note_mentions")]

    operations = [
        migrations.AlterField(
            model_name="apitoken",
            name="scopes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("read:conversations", "read conversations and their messages"),
                        ("write:conversations", "answer, note, give, label, put aside, close and open again"),
                        ("read:mentions", "read what was heard, and what is listened for"),
                        ("write:mentions", "note what was said elsewhere"),
                        ("read:people", "read people and their hats"),
                        ("read:deliveries", "read what left, and what became of it"),
                        ("read:channels", "read channels, what they brought in and what was not heard"),
                        ("read:lint", "have texts read by the lint; nothing of them is kept"),
                        ("read:members", "read the names of those who work here"),
                    ],
                    max_length=40,
                ),
                size=None,
            ),
        ),
    ]
