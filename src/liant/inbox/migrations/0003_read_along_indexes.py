from django.db import migrations, models

# A plan of its own for each search: for a rare word through the index of words, for a common one through the latest
# messages. Written as one query for all words, PostgreSQL guesses, and reads a million messages for a rare word.
SEARCH = """
    create or replace function liant_search_messages(words text, most integer)
    returns table (conversation_id bigint) language plpgsql stable
    security definer set search_path = public, pg_temp as $liant$
    declare
        folded text := liant_fold(words);
        in_text tsquery := websearch_to_tsquery('french', folded) || websearch_to_tsquery('english', folded);
        in_names tsquery := websearch_to_tsquery('simple', folded);
        organisation bigint := nullif(current_setting('liant.organisation', true), '')::bigint;
    begin
        return query execute
            '(select m.conversation_id from inbox_message m
              where m.search @@ $1 and m.organisation_id = $3 order by m.organisation_id desc, m.id desc limit $4)
             union
             (select c.id from inbox_conversation c
              where c.search @@ $1 and c.organisation_id = $3 order by c.organisation_id desc, c.id desc limit $4)
             union
             (select c.id from people_person p join inbox_conversation c
                on c.organisation_id = p.organisation_id and c.person_id = p.id
              where p.search @@ $2 and p.organisation_id = $3 order by c.organisation_id desc, c.id desc limit $4)'
            using in_text, in_names, organisation, most;
    end $liant$
"""
WAITING = models.Q(("state", "open"), ("waiting_since__isnull", False))


class Migration(migrations.Migration):
    dependencies = [("inbox", "0002_keep_organisations_apart")]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=WAITING,
                fields=["organisation", "due", "hat", "waiting_since", "id"],
                name="conversation_waiting_hat",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=WAITING, fields=["assignee", "due", "waiting_since", "id"], name="conversation_waiting_mine"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["organisation", "-last_message_at", "-id"], name="conversation_all"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("assignee__isnull", True)),
                fields=["organisation", "-last_message_at", "-id"],
                name="conversation_nobodys",
            ),
        ),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
