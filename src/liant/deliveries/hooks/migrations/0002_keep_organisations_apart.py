from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("hooks", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Endpoint"),
        TenantTable("Announcement"),
        TenantTable("Dispatch"),
        SqlFunction(
            "liant_due_endpoints(moment timestamptz, most integer)",
            "table (organisation_id bigint, endpoint_id bigint)",
            "select organisation_id, id from hooks_endpoint e where state = 'on' "
            "and (rests_until is null or rests_until <= moment) and exists (select 1 from hooks_dispatch d "
            "where d.endpoint_id = e.id and d.state = 'queued' and d.next_attempt_at <= moment) limit most",
        ),
    ]
