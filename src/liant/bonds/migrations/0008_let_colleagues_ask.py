import django.db.models.deletion
from django.db import migrations, models

import liant.kit.clock
import liant.tenancy.fields
from liant.tenancy.operations import MemberTable, TenantTable

MINE = {"on_delete": django.db.models.deletion.DO_NOTHING, "related_name": "+", "to": "accounts.member"}


class Migration(migrations.Migration):
    dependencies = [
        ("bonds", "0007_choose_how_fast_contacts_fade"),
        ("accounts", "0002_keep_organisations_apart"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.AddField("hint", "asked_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("half_hour", "half an hour together"),
                            ("introduce", "to introduce them to somebody"),
                            ("introduced", "an introduction"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=600)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("about", liant.tenancy.fields.TenantForeignKey(null=True, **MINE)),
                ("by", liant.tenancy.fields.TenantForeignKey(**MINE)),
                ("member", liant.tenancy.fields.TenantForeignKey(**MINE)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-at"], name="asked_of_one"),
                    models.Index(fields=["by"], name="asked_by_colleague"),
                    models.Index(fields=["about"], name="asked_about_whom"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(member=models.F("by")) & ~models.Q(member=models.F("about")),
                        name="nobody_asks_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(kind="half_hour") ^ models.Q(about__isnull=False),
                        name="an_introduction_is_to_somebody",
                    ),
                ],
            },
        ),
        TenantTable("Asked", goes_with_its_keys=True),
        MemberTable("Asked"),
    ]
