from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("writing", "0003_keep_organisations_apart")]

    operations = [
        migrations.AddIndex(
            model_name="version",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["organisation", "published_at", "id"],
                name="version_left",
            ),
        )
    ]
