from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable

SEARCH = """
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               websearch_to_tsquery('simple', liant_fold(words)) as in_names,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    (select m.conversation_id from inbox_message m, asked
     where m.search @@ asked.in_text and m.organisation_id = asked.organisation order by m.id desc limit most)
    union
    (select c.id from inbox_conversation c, asked
     where c.search @@ asked.in_text and c.organisation_id = asked.organisation order by c.id desc limit most)
    union
    (select c.id from people_person p, inbox_conversation c, asked
     where p.search @@ asked.in_names and p.organisation_id = asked.organisation
       and c.organisation_id = asked.organisation and c.person_id = p.id order by c.id desc limit most)
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_first"), ("deliveries", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Conversation"),
        TenantTable("Message"),
        TenantTable("Label"),
        TenantTable("ConversationLabel"),
        migrations.RunSQL(
            "alter table inbox_message add column search tsvector generated always as "
            "(to_tsvector('french', liant_fold(body)) || to_tsvector('english', liant_fold(body))) stored; "
            "create index inbox_message_search on inbox_message using gin (search) with (fastupdate = off); "
            "alter table inbox_conversation add column search tsvector generated always as "
            "(to_tsvector('french', liant_fold(subject)) || to_tsvector('english', liant_fold(subject))) stored; "
            "create index inbox_conversation_search on inbox_conversation using gin (search) with (fastupdate = off)",
            "alter table inbox_message drop column search; alter table inbox_conversation drop column search",
        ),
        SqlFunction("liant_search_messages(words text, most integer)", "table (conversation_id bigint)", SEARCH),
        SqlFunction(
            "liant_snoozes_over(moment timestamptz, most integer)",
            "table (organisation_id bigint, conversation_id bigint)",
            "select organisation_id, id from inbox_conversation where state = 'snoozed' and snoozed_until <= moment "
            "order by snoozed_until limit most",
        ),
    ]
