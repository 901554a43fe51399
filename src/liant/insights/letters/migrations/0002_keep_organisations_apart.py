from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Subscription"),
        TenantTable("Circle"),
        SqlFunction(
            "liant_letters_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, subscription_id bigint)",
            "select organisation_id, id from letters_subscription where is_on and next_at <= moment "
            "order by next_at limit most",
        ),
    ]
