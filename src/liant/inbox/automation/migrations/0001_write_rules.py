import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models
from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("inbox", "0004_remember_acts_files_and_merges"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("arrived", "a message arrives"),
                            ("opened", "a conversation begins, or is open again"),
                            ("corrected", "someone corrects the reading"),
                            ("waited", "someone has been waiting for some working hours"),
                            ("labelled", "a label is put"),
                        ],
                        max_length=10,
                    ),
                ),
                ("wait_hours", models.PositiveSmallIntegerField(null=True)),
                ("conditions", models.JSONField(default=dict)),
                ("actions", models.JSONField(default=dict)),
                ("is_last", models.BooleanField(default=False)),
                ("place", models.IntegerField(default=0)),
                ("state", models.CharField(default="off", max_length=10)),
                (
                    "stopped_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("errors", "it failed several times in a row"),
                            ("author_left", "whoever wrote it no longer works here"),
                        ],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("tried_version", models.PositiveIntegerField(default=0)),
                ("tried_at", models.DateTimeField(null=True)),
                ("errors_in_a_row", models.PositiveSmallIntegerField(default=0)),
                ("waited_until", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "changed_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "label",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.label"
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
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("hat", "another hat"), ("answer", "an answer")], max_length=10)),
                ("value", models.TextField()),
                ("made_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("settled_at", models.DateTimeField(null=True)),
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
                (
                    "rule",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="automation.rule"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Firing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("occasion", models.CharField(max_length=80)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("done", models.JSONField(default=list)),
                ("left", models.JSONField(default=list)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("set_off_by", models.BigIntegerField(null=True)),
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
                (
                    "rule",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="firings", to="automation.rule"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Urgency",
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
                (
                    "rule",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="automation.rule"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Word",
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
                    "rule",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="automation.rule"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(condition=models.Q(("state", "on")), fields=["organisation", "trigger"], name="rule_on"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["off", "on", "stopped"])), name="rule_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "on"), _negated=True), ("tried_version", models.F("version")), _connector="OR"
                ),
                name="a_rule_is_tried_before_it_acts",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)),
                fields=("conversation", "kind"),
                name="one_open_proposal_of_a_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="firing",
            index=models.Index(fields=["rule", "-id"], name="firing_of_rule"),
        ),
        migrations.AddConstraint(
            model_name="firing",
            constraint=models.UniqueConstraint(
                fields=("conversation", "rule", "occasion"), name="once_for_each_occasion"
            ),
        ),
        migrations.AddIndex(
            model_name="urgency",
            index=models.Index(fields=["organisation", "-id"], name="urgency_newest"),
        ),
        migrations.AddConstraint(
            model_name="urgency",
            constraint=models.UniqueConstraint(fields=("conversation",), name="urgent_once"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["member", "-id"], name="word_newest"),
        ),
        migrations.AddConstraint(
            model_name="word",
            constraint=models.UniqueConstraint(fields=("member", "conversation", "rule"), name="rule_told_once"),
        ),
        TenantTable("Rule"),
        TenantTable("Firing"),
        TenantTable("Proposal"),
        TenantTable("Urgency"),
        TenantTable("Word"),
        SqlFunction(
            "liant_waiting_rules()",
            "table (organisation_id bigint)",
            "select distinct organisation_id from automation_rule where state = 'on' and trigger = 'waited'",
        ),
    ]
