import django.db.models.deletion
from django.db import migrations, models

import liant.tenancy.fields
from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_compare_with_peers")]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "wave",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "indexes": [
                    models.Index(fields=["at"], name="reminder_of_wave_due", condition=models.Q(("done_at", None)))
                ],
                "constraints": [models.UniqueConstraint(fields=("wave", "at"), name="each_reminder_once")],
            },
        ),
        TenantTable("Reminder"),
        SqlFunction(
            "liant_waves_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, wave_id bigint, what text)",
            "(select organisation_id, id, 'opens' from surveys_wave where state = 'draft' and opens_at <= moment "
            "limit most) union all "
            "(select organisation_id, id, 'closes' from surveys_wave where state = 'open' and closes_at <= moment "
            "limit most) union all "
            "(select distinct r.organisation_id, r.wave_id, 'reminds' from surveys_reminder r "
            "join surveys_wave w on w.id = r.wave_id where r.done_at is null and r.at <= moment and w.state = 'open' "
            "limit most) union all "
            "(select w.organisation_id, w.id, 'empties' from surveys_wave w where state = 'open' "
            "and (last_emptied_at is null or last_emptied_at < moment - interval '10 minutes') "
            "and exists (select 1 from surveys_slip s where s.wave_id = w.id) limit most) union all "
            "(select w.organisation_id, w.id, 'writes' from surveys_wave w where state = 'open' "
            "and exists (select 1 from surveys_invitation i where i.wave_id = w.id and i.state in ('waiting', 'sending')) "
            "limit most)",
        ),
    ]
