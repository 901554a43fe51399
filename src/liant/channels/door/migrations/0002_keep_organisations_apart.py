from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("door", "0001_first"), ("channels", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Door"),
        TenantTable("Sender"),
        TenantTable("Arrival"),
        SqlFunction(
            "liant_door(hashed text)",
            "table (organisation_id bigint, channel_id bigint, is_open boolean)",
            "select organisation_id, channel_id, closed_at is null from door_door where token_hash = hashed",
        ),
        SqlFunction(
            "liant_waiting_arrivals(moment timestamptz, most integer)",
            "table (organisation_id bigint, arrival_id bigint)",
            "select arrival.organisation_id, arrival.id from door_arrival arrival "
            "join channels_channel channel on channel.id = arrival.channel_id "
            "where arrival.state = 'waiting' and arrival.due_at <= moment and channel.state = 'well' "
            "order by arrival.due_at limit most",
        ),
    ]
