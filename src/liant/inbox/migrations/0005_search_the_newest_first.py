from django.db import migrations

# Each message is also indexed under its organisation, and under the stretch of ten thousand messages it lies in. A
# search then asks the index of words alone, and no plan is guessed: first among the newest stretches, further back
# only while too few are found, so that a common word costs no more than a rare one and a rare one no walk through all.
LEXEMES = "array_to_tsvector(array['§' || organisation_id, '§' || organisation_id || ':' || (id / 10000)])"
COLUMN = f"""
    alter table inbox_message drop column search;
    alter table inbox_message add column search tsvector generated always as
        (to_tsvector('french', liant_fold(body)) || to_tsvector('english', liant_fold(body)) || {LEXEMES}) stored;
    create index inbox_message_search on inbox_message using gin (search) with (fastupdate = off)
"""
FORMER = """
    alter table inbox_message drop column search;
    alter table inbox_message add column search tsvector generated always as
        (to_tsvector('french', liant_fold(body)) || to_tsvector('english', liant_fold(body))) stored;
    create index inbox_message_search on inbox_message using gin (search) with (fastupdate = off)
"""
SEARCH = """
    create or replace function liant_search_messages(words text, most integer)
    returns table (conversation_id bigint) language plpgsql stable
    security definer set search_path = public, pg_temp
    set enable_indexscan = off set enable_seqscan = off set enable_indexonlyscan = off as $liant$
    declare
        folded text := liant_fold(words);
        in_text tsquery := websearch_to_tsquery('french', folded) || websearch_to_tsquery('english', folded);
        in_names tsquery := websearch_to_tsquery('simple', folded);
        organisation bigint := nullif(current_setting('liant.organisation', true), '')::bigint;
        ours tsquery := ('''§' || organisation || '''')::tsquery;
        newest bigint;
        stretches integer;
        found bigint[];
    begin
        if organisation is null or numnode(in_text) = 0 then
            return;
        end if;
        select last_value / 10000 into newest from inbox_message_id_seq;
        foreach stretches in array array[1, 10, 80, 0] loop
            execute
                'select array_agg(latest.id) from (select m.id from inbox_message m where m.search @@ $1
                 and m.organisation_id = $2 order by m.id desc limit $3) latest'
                into found using in_text && case when stretches = 0 then ours else (
                    select string_agg('''§' || organisation || ':' || n || '''', ' | ')::tsquery
                    from generate_series(greatest(0, newest - stretches + 1), newest) n
                ) end, organisation, most;
            exit when coalesce(array_length(found, 1), 0) >= most or newest < stretches;
        end loop;
        return query select m.conversation_id from inbox_message m where m.id = any (found);
        return query execute
            'select c.id from inbox_conversation c
             where c.search @@ $1 and c.organisation_id = $2 order by c.id desc limit $3'
            using in_text, organisation, most;
        return query execute
            'select c.id from (select p.id from people_person p where p.search @@ $1 and p.organisation_id = $2
                               order by p.id desc limit $3 * 5) named
             join inbox_conversation c on c.organisation_id = $2 and c.person_id = named.id
             order by c.id desc limit $3'
            using in_names, organisation, most;
    end $liant$
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0004_remember_acts_files_and_merges")]

    operations = [
        migrations.RunSQL(COLUMN, FORMER),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
