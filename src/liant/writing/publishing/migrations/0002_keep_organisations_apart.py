from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_first"), ("writing", "0003_keep_organisations_apart")]

    operations = [
        TenantTable("Departure"),
        TenantTable("Part"),
        TenantTable("Addressee"),
        SqlFunction(
            "liant_pieces_due(moment timestamptz, most int)",
            "table(organisation_id bigint, piece_id bigint)",
            "select version.organisation_id, version.piece_id from writing_version version "
            "where version.state = 'scheduled' and version.planned_at <= moment and not exists ("
            "select 1 from publishing_departure made where made.version_id = version.id and "
            "(made.planned_at = version.planned_at or made.state in ('leaving', 'late', 'refused', 'to_post'))) "
            "group by 1, 2 order by min(version.planned_at), 2 limit most",
        ),
    ]
