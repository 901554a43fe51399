from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Place"),
        TenantTable("Alert"),
        SqlFunction(
            "liant_alerting_organisations()",
            "setof bigint",
            "select distinct organisation_id from alerts_place where is_on "
            "union select distinct organisation_id from alerts_alert where state = 'waiting' and next_at <= now()",
        ),
    ]
