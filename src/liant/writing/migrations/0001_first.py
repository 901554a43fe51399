import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("channels", "0003_foresee_the_end_of_access"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("aim", models.CharField(blank=True, max_length=500)),
                ("from_on", models.DateField(null=True)),
                ("to_on", models.DateField(null=True)),
                ("is_over", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["is_over", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "name"), name="one_campaign_per_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="a_campaign_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300)),
                ("slug", models.SlugField(max_length=120)),
                ("state", models.CharField(default="draft", max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[("paid", "paid"), ("owned", "owned"), ("earned", "earned")],
                        default="owned",
                        max_length=8,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("subject", "our subject"),
                            ("ourselves", "ourselves"),
                            ("others", "others, relayed"),
                            ("aside", "something aside, because we care for it"),
                        ],
                        default="subject",
                        max_length=12,
                    ),
                ),
                ("is_third_party", models.BooleanField(default=False)),
                ("source_url", models.URLField(blank=True, max_length=2000)),
                ("source_name", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=liant.kit.clock.now, editable=False)),
                ("changed_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("asked_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("round", models.PositiveIntegerField(default=0)),
                (
                    "author",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "campaign",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="writing.campaign"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "source_item",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="channels.item"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-changed_at", "-id"], name="piece_newest"),
                    models.Index(fields=["organisation", "state", "-changed_at", "-id"], name="piece_state"),
                    models.Index(fields=["organisation", "-published_at", "-id"], name="piece_published"),
                    models.Index(fields=["campaign", "-changed_at"], name="piece_campaign"),
                    models.Index(fields=["author", "-changed_at"], name="piece_author"),
                    models.Index(
                        condition=models.Q(("source_item__isnull", False)), fields=["source_item"], name="piece_source"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "slug"), name="one_piece_per_address"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "in_review", "approved", "scheduled", "published", "withdrawn"])
                        ),
                        name="piece_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_third_party", False), models.Q(("source_name", ""), _negated=True), _connector="OR"
                        ),
                        name="words_of_others_have_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("is_over", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="one_topic_per_name")],
            },
        ),
        migrations.AddField(
            model_name="piece",
            name="topic",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="writing.topic"
            ),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=10)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True)),
                ("first_comment", models.TextField(blank=True)),
                ("thread", models.JSONField(default=list)),
                ("link", models.URLField(blank=True, max_length=2000)),
                ("link_preview", models.JSONField(default=dict)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("planned_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("published_url", models.URLField(blank=True, max_length=2000)),
                ("changed_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("edition", models.PositiveIntegerField(default=0)),
                (
                    "channel",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="channels.channel"
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="writing.piece"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("planned_at__isnull", False)),
                        fields=["organisation", "planned_at", "id"],
                        name="version_planned",
                    ),
                    models.Index(
                        condition=models.Q(("state", "scheduled")), fields=["planned_at", "id"], name="version_due"
                    ),
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["organisation", "network", "-published_at", "-id"],
                        name="version_published",
                    ),
                    models.Index(fields=["channel", "-published_at"], name="version_channel"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("piece", "network", "language", "channel"),
                        name="one_version_per_place_and_language",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "approved", "scheduled", "published", "withdrawn"])),
                        name="version_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "scheduled"), _negated=True),
                            ("planned_at__isnull", False),
                            _connector="OR",
                        ),
                        name="what_is_scheduled_has_a_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True)),
                ("first_comment", models.TextField(blank=True)),
                ("thread", models.JSONField(default=list)),
                ("link", models.URLField(blank=True, max_length=2000)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("restores", models.PositiveIntegerField(null=True)),
                (
                    "author",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "version",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="writing.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="each_revision_once")],
            },
        ),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(fields=["topic", "-changed_at"], name="piece_topic"),
        ),
    ]
