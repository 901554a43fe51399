from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first"), ("tenancy", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Team"),
        TenantTable("Member"),
        TenantTable("TeamMember"),
        TenantTable("Invitation"),
        SqlFunction(
            "liant_organisations_of(asked bigint)",
            "setof bigint",
            "select organisation_id from accounts_member where user_id = asked and is_active order by id",
        ),
        SqlFunction(
            "liant_invitation_organisation(asked text)",
            "bigint",
            "select organisation_id from accounts_invitation where token_hash = asked",
        ),
    ]
