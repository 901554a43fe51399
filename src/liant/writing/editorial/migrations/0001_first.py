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
            name="ChannelMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("said", models.PositiveIntegerField()),
                ("relayed", models.PositiveIntegerField()),
                ("read", models.PositiveIntegerField()),
                ("subject", models.PositiveIntegerField(null=True)),
                ("ourselves", models.PositiveIntegerField()),
                ("addressing", models.PositiveIntegerField()),
                ("formal", models.PositiveIntegerField()),
                ("asked", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("is_partial", models.BooleanField(default=False)),
                ("counted_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "channel",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="channels.channel"
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
                "indexes": [models.Index(fields=["organisation", "-month"], name="channelmonth_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "month"), name="each_month_once_per_channel")
                ],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveIntegerField()),
                ("subject", models.TextField(blank=True)),
                ("subject_words", models.JSONField(default=list)),
                ("publics", models.TextField(blank=True)),
                ("languages", models.JSONField(default=list)),
                ("tone", models.TextField(blank=True)),
                ("passions", models.TextField(blank=True)),
                ("never", models.TextField(blank=True)),
                ("pieces_a_week", models.PositiveSmallIntegerField(null=True)),
                ("slots", models.JSONField(default=list)),
                ("writer_roles", models.JSONField(default=list)),
                ("steps", models.JSONField(default=list)),
                ("paid_share", models.PositiveSmallIntegerField(null=True)),
                ("owned_share", models.PositiveSmallIntegerField(null=True)),
                ("earned_share", models.PositiveSmallIntegerField(null=True)),
                ("self_talk_ceiling", models.PositiveSmallIntegerField(null=True)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "author",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "channel",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="channels.channel"
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
                "ordering": ["-edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "channel", "edition"),
                        name="each_policy_edition_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("self_talk_ceiling__isnull", True), ("self_talk_ceiling__lte", 100), _connector="OR"
                        ),
                        name="a_ceiling_is_a_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_public", models.BooleanField(default=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="showing_once")],
            },
        ),
    ]
