import django.db.models.deletion
from django.db import migrations, models

import liant.kit.clock
from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_remind_by_date")]

    operations = [
        migrations.CreateModel(
            name="Refusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address_sum", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "address_sum"), name="one_refusal_each")
                ],
            },
        ),
        migrations.AlterField(
            model_name="invitation",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "not written to yet"),
                    ("sending", "leaving"),
                    ("sent", "written to"),
                    ("unknown", "left perhaps: look before writing again"),
                    ("refused", "was returned"),
                    ("declined", "does not want to be asked"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
        TenantTable("Refusal"),
    ]
