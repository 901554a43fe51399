from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("access", "0001_first"), ("channels", "0003_foresee_the_end_of_access")]

    operations = [
        TenantTable("Access"),
        TenantTable("Notice"),
        TenantTable("Confirmation"),
        SqlFunction(
            "liant_access_to_look_at(moment timestamptz, most integer)",
            "table (organisation_id bigint, channel_id bigint)",
            "select access.organisation_id, access.channel_id from access_access access "
            "join channels_channel channel on channel.id = access.channel_id "
            "where channel.state <> 'broken' and (access.renew_at <= moment or access.failing_since is not null "
            "or channel.access_ends_at <= moment + interval '14 days') "
            "order by access.id limit most",
        ),
    ]
