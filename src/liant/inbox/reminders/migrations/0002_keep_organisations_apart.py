from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_first")]

    operations = [
        TenantTable("Call"),
        TenantTable("Reminder"),
        TenantTable("Pledge"),
        SqlFunction(
            "liant_reminders_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, reminder_id bigint)",
            "select organisation_id, id from reminders_reminder where rang_at is null and done_at is null "
            "and rings_at <= moment order by rings_at limit most",
        ),
    ]
