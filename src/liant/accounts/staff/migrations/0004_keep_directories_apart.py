from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_listen_to_directories"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("DirectoryKey"),
        TenantTable("ListedPerson"),
        TenantTable("ListedTeam"),
        SqlFunction(
            "liant_directory_organisation(asked text)",
            "bigint",
            "select organisation_id from staff_directorykey where token_hash = asked",
        ),
    ]
