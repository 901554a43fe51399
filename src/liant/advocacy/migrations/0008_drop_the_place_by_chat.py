from django.db import migrations


class Migration(migrations.Migration):
    """A migration of its own: a table with rows that were just added is not altered."""

    dependencies = [("advocacy", "0007_hear_by_chat_in_a_place_of_ones_own")]

    operations = [migrations.RemoveField("expert", "chat")]
