from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("tokens", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("ApiToken"),
        TenantTable("KeptAnswer"),
        SqlFunction(
            "liant_token_organisation(asked text)",
            "bigint",
            "select organisation_id from tokens_apitoken where token_hash = asked",
        ),
    ]
