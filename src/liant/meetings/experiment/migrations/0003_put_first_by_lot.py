"""A plan says which arms it has: those made before have meeting alone. Whose words are put first for whom is its reader's own."""

import django.db.models.deletion
import liant.tenancy.fields
from django.db import migrations, models

from liant.tenancy.operations import CURRENT, MemberTable, SqlFunction, TenantTable

SHOWN = (
    "select distinct s.week::integer, s.number::integer from experiment_spotlight s "  # noqa: S608  a constant
    f"where s.organisation_id = {CURRENT} and s.plan_id = asked and s.shown_at is not null"
)
FORGET = (
    "with gone as (delete from experiment_spotlight s "  # noqa: S608  as above
    f"where s.organisation_id = {CURRENT} and s.plan_id = asked returning 1) select count(*) from gone"
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("experiment", "0002_keep_organisations_apart"),
        ("meetings", "0002_keep_organisations_apart"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spotlight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("shown_at", models.DateTimeField(null=True)),
                ("shown_in", models.CharField(blank=True, choices=[("page", "page"), ("mail", "mail")], max_length=4)),
                ("is_muted", models.BooleanField(default=False)),
            ],
        ),
        migrations.AddField(
            model_name="plan",
            name="has_meeting",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="has_spotlight",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="plan",
            name="has_spotlight",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="shown",
            field=models.FloatField(default=0.75),
        ),
        migrations.AddField(
            model_name="plan",
            name="tie_extra",
            field=models.FloatField(default=0.05),
        ),
        migrations.AddField(
            model_name="plan",
            name="tie_power",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="tie_power_error",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="registration",
            name="tie_power",
            field=models.FloatField(null=True),
        ),
        migrations.AlterField(
            model_name="registration",
            name="power",
            field=models.FloatField(null=True),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("has_meeting", True), ("has_spotlight", True), _connector="OR"),
                name="a_plan_has_an_arm",
            ),
        ),
        migrations.AddField(
            model_name="spotlight",
            name="member",
            field=liant.tenancy.fields.TenantForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(
            model_name="spotlight",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
            ),
        ),
        migrations.AddField(
            model_name="spotlight",
            name="other",
            field=liant.tenancy.fields.TenantForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(
            model_name="spotlight",
            name="plan",
            field=liant.tenancy.fields.TenantForeignKey(
                on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="experiment.plan"
            ),
        ),
        migrations.AddIndex(
            model_name="spotlight",
            index=models.Index(fields=["member", "from_on"], name="put_first_for"),
        ),
        migrations.AddIndex(
            model_name="spotlight",
            index=models.Index(fields=["other"], name="put_first_whom"),
        ),
        migrations.AddConstraint(
            model_name="spotlight",
            constraint=models.UniqueConstraint(fields=("plan", "member", "week"), name="one_put_first_a_week"),
        ),
        migrations.AddConstraint(
            model_name="spotlight",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("other")), _negated=True),
                name="nobody_is_put_first_for_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="spotlight",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_on__lt", models.F("until_on"))), name="put_first_for_a_time"
            ),
        ),
        TenantTable("Spotlight", goes_with_its_keys=True),
        MemberTable("Spotlight"),
        SqlFunction("liant_spotlights_shown(asked bigint)", "table (week integer, number integer)", SHOWN),
        SqlFunction("liant_forget_spotlights(asked bigint)", "bigint", FORGET, "volatile"),
    ]
