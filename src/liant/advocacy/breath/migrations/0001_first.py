import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Example",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share", "something I shared"),
                            ("comment", "something I commented on"),
                            ("thanks", "somebody I thanked"),
                        ],
                        max_length=7,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("url", models.URLField(blank=True, max_length=2000)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["organisation", "-at", "-id"], name="example_newest")],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("figures", models.JSONField()),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "number"), name="each_stretch_once")],
            },
        ),
        migrations.CreateModel(
            name="Rates",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_low", models.DecimalField(decimal_places=2, default=Decimal("0.5"), max_digits=4)),
                ("seen_high", models.DecimalField(decimal_places=2, default=Decimal(3), max_digits=4)),
                ("is_priced", models.BooleanField(default=False)),
                ("price", models.DecimalField(decimal_places=2, max_digits=8, null=True)),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("as_of", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation",), name="one_set_of_rates"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_priced", False),
                            models.Q(
                                ("as_of__isnull", False),
                                ("price__isnull", False),
                                models.Q(("source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_price_has_a_date_and_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_low__gt", 0), ("seen_high__gte", models.F("seen_low"))),
                        name="seen_is_an_interval",
                    ),
                ],
            },
        ),
    ]
