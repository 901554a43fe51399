import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("filters", models.JSONField(default=dict)),
                ("kept_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "owner",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "owner", "name"), name="one_view_per_name", nulls_distinct=False
                    )
                ],
            },
        ),
    ]
