import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("channels", "0003_foresee_the_end_of_access"),
        ("tenancy", "0002_keep_organisations_apart"),
        ("writing", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "practice",
                    models.CharField(choices=[("good", "to do again"), ("bad", "not to do again")], max_length=4),
                ),
                ("text", models.CharField(max_length=1000)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "author",
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
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="writing.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["organisation", "-at", "-id"], name="lesson_newest"),
                    models.Index(fields=["piece"], name="lesson_of"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptRemark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=80)),
                ("passage", models.TextField()),
                ("reason", models.CharField(max_length=500)),
                ("kept_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "kept_by",
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
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept_remarks", to="writing.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["-kept_at", "-id"],
                "indexes": [models.Index(fields=["piece", "rule"], name="kept_remark_of")],
            },
        ),
        migrations.CreateModel(
            name="PieceMedium",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size_bytes", models.BigIntegerField(default=0)),
                ("content", models.BinaryField(null=True)),
                ("reference_url", models.URLField(blank=True, max_length=2000)),
                ("description", models.CharField(blank=True, max_length=1500)),
                ("agreement", models.CharField(blank=True, max_length=300)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                ("added_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="media", to="writing.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "id"],
                "indexes": [models.Index(fields=["piece", "place", "id"], name="piecemedium_in_order")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("content__isnull", False), models.Q(("reference_url", ""), _negated=True), _connector="OR"
                        ),
                        name="a_medium_is_somewhere",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("owner", "Owner"),
                            ("team_manager", "Team manager"),
                            ("communicator", "Communicator"),
                            ("care_agent", "Care agent"),
                            ("recruiter", "Recruiter"),
                            ("press_officer", "Press officer"),
                            ("programme_lead", "Programme lead"),
                            ("guardian", "Guardian"),
                            ("employee", "Employee"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("can_author_agree", models.BooleanField(default=True)),
                ("asked_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "decision",
                    models.CharField(
                        choices=[("waiting", "not said yet"), ("agreed", "agreed"), ("refused", "sent back")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                (
                    "asked_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "decided_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
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
                (
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="writing.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "place"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decision", "waiting")),
                        fields=["organisation", "asked_at", "id"],
                        name="step_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("piece", "round", "place"), name="each_step_once")],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField()),
                ("about", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "author",
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
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="writing.piece"
                    ),
                ),
                (
                    "version",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="writing.version"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["piece", "at", "id"], name="comment_in_order")],
            },
        ),
    ]
