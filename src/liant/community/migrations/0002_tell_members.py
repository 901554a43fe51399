import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mention", "named you"),
                            ("comment", "wrote under your post"),
                            ("reply", "answered your comment"),
                            ("answer", "says that you answered the question"),
                            ("reaction", "has a kind word for you"),
                            ("post", "wrote"),
                            ("hidden", "hid what you wrote"),
                            ("flag", "says that something breaks the rules"),
                            ("page", "a page of yours is to be read again"),
                        ],
                        max_length=8,
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("url_name", models.CharField(max_length=60)),
                ("url_values", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("seen_at", models.DateTimeField(null=True)),
                ("is_to_mail", models.BooleanField(default=False)),
                (
                    "by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "comment",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.comment"
                    ),
                ),
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
                (
                    "post",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
                (
                    "comment",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.comment"
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
                    "settled_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "post",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.post"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("has_posts", models.BooleanField(default=True)),
                ("has_showing", models.BooleanField(default=True)),
                ("has_handbook", models.BooleanField(default=True)),
                ("rules", models.TextField(blank=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="one_arrangement_per_house")],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mentions",
                    models.CharField(
                        choices=[
                            ("off", "Not at all"),
                            ("page", "On the page “For me”"),
                            ("mail", "There, and by mail"),
                        ],
                        default="mail",
                        max_length=4,
                    ),
                ),
                (
                    "answers",
                    models.CharField(
                        choices=[
                            ("off", "Not at all"),
                            ("page", "On the page “For me”"),
                            ("mail", "There, and by mail"),
                        ],
                        default="page",
                        max_length=4,
                    ),
                ),
                (
                    "reactions",
                    models.CharField(
                        choices=[
                            ("off", "Not at all"),
                            ("page", "On the page “For me”"),
                            ("mail", "There, and by mail"),
                        ],
                        default="page",
                        max_length=4,
                    ),
                ),
                (
                    "posts",
                    models.CharField(
                        choices=[
                            ("off", "Not at all"),
                            ("page", "On the page “For me”"),
                            ("mail", "There, and by mail"),
                        ],
                        default="off",
                        max_length=4,
                    ),
                ),
                (
                    "pages",
                    models.CharField(
                        choices=[
                            ("off", "Not at all"),
                            ("page", "On the page “For me”"),
                            ("mail", "There, and by mail"),
                        ],
                        default="mail",
                        max_length=4,
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        choices=[("never", "Never"), ("daily", "Each day"), ("weekly", "Each week")],
                        default="never",
                        max_length=6,
                    ),
                ),
                ("hour", models.PositiveSmallIntegerField(default=8)),
                ("weekday", models.PositiveSmallIntegerField(default=4)),
                ("quiet_from", models.PositiveSmallIntegerField(null=True)),
                ("quiet_until", models.PositiveSmallIntegerField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("told_until", models.DateTimeField(null=True)),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest", "never"), _negated=True), fields=["next_at"], name="digest_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member",), name="one_choice_per_member"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hour__lt", 24), ("weekday__lt", 7), ("quiet_from__lt", 24), ("quiet_until__lt", 24)
                        ),
                        name="choice_hours_and_weekday",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                            models.Q(
                                ("quiet_from__isnull", False),
                                ("quiet_until__isnull", False),
                                models.Q(("quiet_from", models.F("quiet_until")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quiet_begins_and_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest", "never"), ("next_at__isnull", False), _connector="OR"),
                        name="a_digest_has_its_hour",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_at", models.DateTimeField(default=liant.kit.clock.now)),
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
                "constraints": [models.UniqueConstraint(fields=("member",), name="one_consent_per_member")],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=liant.kit.clock.now)),
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
                "constraints": [models.UniqueConstraint(fields=("member",), name="one_feed_per_member")],
            },
        ),
    ]
