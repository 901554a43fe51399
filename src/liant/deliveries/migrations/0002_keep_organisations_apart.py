from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("deliveries", "0001_first"), ("channels", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Delivery"),
        TenantTable("Hold"),
        SqlFunction(
            "liant_stuck_deliveries(moment timestamptz, most integer)",
            "table (organisation_id bigint, delivery_id bigint)",
            "select organisation_id, id from deliveries_delivery where state in ('queued', 'sending', 'unknown') "
            "and next_attempt_at < moment - interval '1 minute' "
            "and (state <> 'sending' or sending_started_at < moment - interval '1 minute') "
            "order by next_attempt_at limit most",
        ),
    ]
