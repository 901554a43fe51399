from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("crisis", "0002_indexes_and_what_stays_once"), ("deliveries", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Territory"),
        TenantTable("Crisis"),
        TenantTable("Release"),
        AppendOnly("Release"),
        TenantTable("Line"),
        AppendOnly("Line"),
        TenantTable("Bulletin"),
        AppendOnly("Bulletin"),
        TenantTable("Check"),
        TenantTable("Statement"),
        TenantTable("Learned"),
        SqlFunction(
            "liant_crises_due(moment timestamptz)",
            "setof bigint",
            "select organisation_id from crisis_crisis where ended_at is null and "
            "((review_at <= moment and review_told_at is null) or (next_update_at <= moment and update_told_at is null)) "
            "union select organisation_id from crisis_learned where done_at is null and told_at is null "
            "and due_on <= (moment at time zone 'UTC' + interval '14 hours')::date",
        ),
    ]
