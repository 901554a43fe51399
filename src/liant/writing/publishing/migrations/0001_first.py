import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("deliveries", "0004_follow_what_left"),
        ("tenancy", "0002_keep_organisations_apart"),
        ("writing", "0003_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("planned_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField()),
                ("state", models.CharField(default="due", max_length=10)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("began_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("since_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("is_behind", models.BooleanField(default=False)),
                ("is_again", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "version",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="departures", to="writing.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("halted", "late", "refused", "to_post", "left"))),
                        fields=["organisation", "state", "planned_at", "id"],
                        name="departure_for_a_person",
                    ),
                    models.Index(
                        condition=models.Q(("is_behind", True)), fields=["organisation", "-id"], name="departure_behind"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "planned_at"), name="each_moment_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("leaving", "late", "refused", "to_post"))),
                        fields=("version",),
                        name="one_departure_on_its_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "due",
                                    "leaving",
                                    "late",
                                    "refused",
                                    "to_post",
                                    "halted",
                                    "there",
                                    "going",
                                    "left",
                                    "answered",
                                    "stopped",
                                    "gone",
                                    "kept",
                                ],
                            )
                        ),
                        name="departure_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                ("is_note", models.BooleanField(default=False)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "change",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deliveries.delivery",
                    ),
                ),
                (
                    "delivery",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="deliveries.delivery"
                    ),
                ),
                (
                    "departure",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="publishing.departure"
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
                "ordering": ["place"],
                "indexes": [
                    models.Index(fields=["delivery"], name="part_delivery"),
                    models.Index(fields=["change"], name="part_change"),
                ],
                "constraints": [models.UniqueConstraint(fields=("departure", "place"), name="each_part_once")],
            },
        ),
        migrations.CreateModel(
            name="Addressee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "version",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addressees", to="writing.version"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version",), name="one_addressee_per_version")],
            },
        ),
    ]
