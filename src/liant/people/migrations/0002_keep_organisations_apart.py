from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Person"),
        TenantTable("Handle"),
        TenantTable("Hat"),
        migrations.RunSQL(
            "alter table people_person add column search tsvector "
            "generated always as (to_tsvector('simple', liant_fold(name))) stored; "
            "create index people_person_search on people_person using gin (search) with (fastupdate = off)",
            "alter table people_person drop column search",
        ),
    ]
