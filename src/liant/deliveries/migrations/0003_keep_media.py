import django.db.models.deletion
import liant.kit.clock
from django.db import migrations, models

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("deliveries", "0002_keep_organisations_apart"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Medium",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                ("size_bytes", models.BigIntegerField()),
                ("content", models.BinaryField()),
                ("kept_at", models.DateTimeField(default=liant.kit.clock.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "sha256"), name="each_medium_once")],
            },
        ),
        TenantTable("Medium"),
    ]
