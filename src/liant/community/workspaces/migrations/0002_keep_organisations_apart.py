from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Workspace"),
        TenantTable("Reading"),
        TenantTable("Turn"),
        SqlFunction(
            "liant_workspaces_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, workspace_id bigint)",
            "select organisation_id, id from workspaces_workspace where next_at <= moment order by next_at limit most",
        ),
    ]
