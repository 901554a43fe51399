import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("inbox", "0005_search_the_newest_first"),
        ("people", "0003_search_people"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "message",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.message"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)), fields=["member", "-at"], name="call_unseen"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("member", "message"), name="called_once_per_note")],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                ("made_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("is_kept", models.BooleanField(default=False)),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
                    ),
                ),
                (
                    "ended_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "made_by",
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
                (
                    "person",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["person"], name="pledge_person"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["organisation", "due_on"],
                        name="pledge_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("rings_at", models.DateTimeField()),
                ("is_for_silence", models.BooleanField(default=True)),
                ("rang_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
                    ),
                ),
                (
                    "made_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
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
                "ordering": ["rings_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True), ("rang_at__isnull", True)),
                        fields=["rings_at"],
                        name="reminder_due",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True), ("rang_at__isnull", False)),
                        fields=["organisation", "rang_at"],
                        name="reminder_rang",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["conversation"],
                        name="reminder_conversation",
                    ),
                ],
            },
        ),
    ]
