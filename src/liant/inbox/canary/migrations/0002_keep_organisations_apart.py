from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("canary", "0001_first")]

    operations = [
        TenantTable("PublishedAddress"),
        TenantTable("Canary"),
        SqlFunction(
            "liant_canary_addresses_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, address_id bigint)",
            "select organisation_id, id from canary_publishedaddress where is_on and next_at <= moment "
            "order by next_at limit most",
        ),
        SqlFunction(
            "liant_canaries_unanswered(moment timestamptz, most integer)",
            "table (organisation_id bigint, canary_id bigint)",
            "select organisation_id, id from canary_canary where state = 'sent' and sent_at <= moment "
            "order by sent_at limit most",
        ),
    ]
