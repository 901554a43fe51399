from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_first"), ("people", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Channel"),
        TenantTable("Item"),
        TenantTable("Coverage"),
        SqlFunction(
            "liant_due_channels(moment timestamptz, most integer)",
            "table (organisation_id bigint, channel_id bigint)",
            "select organisation_id, id from channels_channel where state = 'well' and next_due_at <= moment "
            "and (claimed_until is null or claimed_until < moment) order by next_due_at limit most",
        ),
    ]
