from django.db import migrations


class Migration(migrations.Migration):
    """A row of the ledger that is forgotten would have taken one's own note along."""

    dependencies = [("animation", "0002_keep_organisations_apart")]

    operations = [
        migrations.RemoveIndex("asked", "asked_interaction"),
        migrations.RemoveField("asked", "interaction"),
    ]
