from django.db import migrations

from liant.tenancy.operations import SqlFunction

# Every word asked for may be the beginning of one in the name: "kar ben" finds Karima Benali.
SEARCH = """
    with asked as (
        select to_tsquery('simple', string_agg(quote_literal(word) || ':*', ' & ')) as in_name,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
        from regexp_split_to_table(liant_fold(words), '[^[:alnum:]]+') as word where word <> ''
    )
    select p.id from people_person p, asked
    where p.organisation_id = asked.organisation and p.search @@ asked.in_name order by p.id desc limit most
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_keep_organisations_apart")]

    operations = [
        SqlFunction("liant_search_people(words text, most integer)", "setof bigint", SEARCH),
    ]
