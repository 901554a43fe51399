from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable

DUE = """
    select p.organisation_id, p.id, case when l.id is null then 'draw' else 'look' end
    from experiment_plan p join experiment_registration r on r.plan_id = p.id left join experiment_lot l on l.plan_id = p.id
    where p.stopped_at is null and (l.id is null or (
        p.starts_on + 7 * (p.weeks + p.weeks_after) <= moment::date
        and not exists (select 1 from experiment_finding f where f.plan_id = p.id and f.is_planned)))
    limit 500
"""


class Migration(migrations.Migration):
    dependencies = [("experiment", "0001_first"), ("meetings", "0002_keep_organisations_apart")]

    operations = [
        *(TenantTable(name) for name in ("Plan", "Registration", "Lot", "Finding")),
        AppendOnly("Registration"),
        AppendOnly("Finding"),
        SqlFunction(
            "liant_experiments_due(moment timestamptz)",
            "table (organisation_id bigint, id bigint, what text)",
            DUE,
        ),
    ]
