from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable

BOTH = "to_tsvector('french', liant_fold({0})) || to_tsvector('english', liant_fold({0}))"
OF_PAGE = BOTH.format("title || ' ' || body")
SEARCH = """
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    select p.id from handbook_page p, asked
    where p.search @@ asked.in_text and p.organisation_id = asked.organisation and p.away_at is null
    order by ts_rank(p.search, asked.in_text) desc, p.id limit most
"""


class Migration(migrations.Migration):
    dependencies = [("handbook", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Page"),
        TenantTable("Revision"),
        AppendOnly("Revision"),
        TenantTable("Opinion"),
        migrations.RunSQL(
            f"alter table handbook_page add column search tsvector generated always as ({OF_PAGE}) stored; "
            "create index handbook_page_search on handbook_page using gin (search) with (fastupdate = off)",
            "alter table handbook_page drop column search",
        ),
        SqlFunction("liant_search_handbook(words text, most integer)", "table (page_id bigint)", SEARCH),
        SqlFunction(
            "liant_handbook_due(day date)",
            "setof bigint",
            "select distinct organisation_id from handbook_page where away_at is null and review_on <= day "
            "and owner_id is not null and (review_told_on is null or review_told_on < review_on)",
        ),
    ]
