import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("waiting", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=10)),
                ("created_at", models.DateTimeField(default=liant.kit.clock.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
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
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Acknowledged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
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
                "constraints": [models.UniqueConstraint(fields=("conversation",), name="acknowledged_once")],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hat",
                    models.CharField(
                        choices=[
                            ("customer", "customer"),
                            ("prospect", "prospect"),
                            ("resident", "resident"),
                            ("candidate", "candidate"),
                            ("employee", "employee"),
                            ("expert", "expert"),
                            ("journalist", "journalist"),
                            ("creator", "creator"),
                            ("partner", "partner"),
                            ("supplier", "supplier"),
                            ("official", "elected official"),
                            ("public", "member of the public"),
                        ],
                        max_length=20,
                    ),
                ),
                ("texts", models.JSONField(default=dict)),
                ("has_link", models.BooleanField(default=True)),
                ("is_on", models.BooleanField(default=False)),
                ("switched_on_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="channels.channel"
                    ),
                ),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
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
                "constraints": [models.UniqueConstraint(fields=("channel", "hat"), name="one_acknowledgement_each")],
            },
        ),
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hat",
                    models.CharField(
                        choices=[
                            ("customer", "customer"),
                            ("prospect", "prospect"),
                            ("resident", "resident"),
                            ("candidate", "candidate"),
                            ("employee", "employee"),
                            ("expert", "expert"),
                            ("journalist", "journalist"),
                            ("creator", "creator"),
                            ("partner", "partner"),
                            ("supplier", "supplier"),
                            ("official", "elected official"),
                            ("public", "member of the public"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
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
                "constraints": [models.UniqueConstraint(fields=("organisation", "hat"), name="one_asking_per_hat")],
            },
        ),
        migrations.CreateModel(
            name="Satisfaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hat",
                    models.CharField(
                        choices=[
                            ("customer", "customer"),
                            ("prospect", "prospect"),
                            ("resident", "resident"),
                            ("candidate", "candidate"),
                            ("employee", "employee"),
                            ("expert", "expert"),
                            ("journalist", "journalist"),
                            ("creator", "creator"),
                            ("partner", "partner"),
                            ("supplier", "supplier"),
                            ("official", "elected official"),
                            ("public", "member of the public"),
                        ],
                        max_length=20,
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("language", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("expires_at", models.DateTimeField()),
                (
                    "face",
                    models.PositiveSmallIntegerField(choices=[(1, "unhappy"), (2, "so-so"), (3, "happy")], null=True),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "comment",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.message"
                    ),
                ),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
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
                "indexes": [models.Index(fields=["organisation", "asked_at"], name="satisfaction_asked")],
                "constraints": [models.UniqueConstraint(fields=("conversation",), name="asked_once")],
            },
        ),
    ]
