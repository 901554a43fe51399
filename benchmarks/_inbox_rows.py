"""Fills one organisation's inbox with made-up exchanges, straight in SQL, as the owner of the database.

Shares stay the same at every size, and `RARE_WORD` is held by `HOLDERS` conversations whatever their number. The latest
conversations come last, as in life; half the messages are theirs, with the item they came in, and most of the others
ours, with the delivery they left by.
"""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from psycopg import sql

RARE_WORD, HOLDERS = "xylographie", 50
COMMON_WORD = "bonjour"
CHANNELS = (
    ("mail", "Boîte aux lettres", 40),
    ("bluesky", "Bluesky", 35),
    ("console", "Comptoir", 15),
    ("mail", "Presse", 10),
)
MEMBERS = 10
LABELS = 20
PHRASES = 20_000
MESSAGES_EACH = 10
HATS = {
    "customer": 47, "prospect": 12, "resident": 8, "public": 14, "candidate": 4, "employee": 2, "expert": 1,
    "journalist": 2, "creator": 2, "partner": 3, "supplier": 3, "official": 2,
}  # fmt: skip
INTENTS = {
    "question": 33, "complaint": 22, "praise": 14, "purchase": 11, "other": 11, "solicitation": 4, "candidate": 2,
    "press": 2, "abuse": 1,
}  # fmt: skip
LANGUAGES = {"fr": 80, "en": 17, "": 3}
FRENCH = """
    le la les de des un une et est pas que qui pour dans sur avec vous nous je il elle on ce cette mon votre notre
    plus merci pain commande livraison retard colis magasin horaires samedi dimanche matin midi soir demain semaine
    croissant boutique vendeuse caisse prix facture remboursement echange qualite fraicheur decu ravi content
    accueil sourire file attente telephone reponse message courrier adresse numero client carte paiement erreur
    probleme question possible savoir ouvrir fermer acheter envoyer recevoir demander attendre revenir trouver
    chercher changer rendre payer aimer
"""
ENGLISH = """
    the a of and is not that for in on with you we this my your our more thanks bread order delivery late parcel
    shop hours saturday morning noon evening week bakery price invoice refund exchange quality fresh happy answer
    message
"""
FIRST = """
    Alice Amina Bruno Camille Chloe Dan Elsa Farid Gina Hugo Ines Jules Karim Lea Marc Nadia Omar Paul Rose Sami
"""
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "on", "ir")]


def furnish(owner: psycopg.Connection[Any], organisation: int) -> None:
    """Channels, colleagues and labels."""
    give_defaults(owner)
    run(owner, FURNISH, {
        "organisation": organisation,
        "kinds": [kind for kind, _, _ in CHANNELS],
        "names": [name for _, name, _ in CHANNELS],
        "members": MEMBERS,
        "labels": LABELS,
        "colleagues": FIRST.split(),
    })  # fmt: skip


def fill(
    owner: psycopg.Connection[Any], organisation: int, conversations: int, messages: int = MESSAGES_EACH, seed: int = 7
) -> None:
    """Add so many conversations of so many messages each, then gather the planner's statistics."""
    values = {
        "organisation": organisation,
        "conversations": conversations,
        "messages": messages,
        "every": max(1, conversations // HOLDERS),
        "holders": HOLDERS,
        "rare": RARE_WORD,
        "common": COMMON_WORD.capitalize(),
        "phrases": PHRASES,
        "first": FIRST.split(),
        "last": made_up(random.Random(seed), 900),
        "hats": hundred(HATS),
        "intents": hundred(INTENTS),
        "languages": hundred(LANGUAGES),
        "channels": hundred({str(at): share for at, (_, _, share) in enumerate(CHANNELS, 1)}),
        "seed": seed / 100,
        "members": MEMBERS,
        "labels": LABELS,
    }
    owner.commit()  # what is still to be checked would hold the keys
    give_defaults(owner)
    keys = foreign_keys(owner)
    for table, name, _ in keys:  # thrown away and checked at the end: row by row, it takes far longer
        run(owner, f'alter table {table} drop constraint "{name}"')
    indexes = search_indexes(owner)
    for name, _ in indexes:
        run(owner, f"drop index {name}")
    (fold,) = owner.execute("select pg_get_functiondef('liant_fold(text)'::regprocedure)").fetchone() or ("",)
    run(owner, PLAIN_FOLD)  # our words have no accents, and folding them one by one would take most of the time
    add_phrases(owner, seed)
    for statement in (PEOPLE, CONVERSATIONS, ITEMS, MESSAGES, DELIVERIES, AUDIT, LABELLED, *SEQUENCES):
        run(owner, statement, values)
    run(owner, fold)
    for _, definition in indexes:
        run(owner, definition)
    for table, name, definition in keys:
        run(owner, f'alter table {table} add constraint "{name}" {definition}')
    owner.commit()
    owner.autocommit = True
    run(owner, f"vacuum (analyze) {', '.join(TABLES)}")
    owner.autocommit = False


def give_defaults(owner: psycopg.Connection[Any]) -> None:
    """Columns that mean nothing here are left out below: what must not be null gets its kind's empty value."""
    empty = {"jsonb": "{}", "ARRAY": "{}", "boolean": "false", "integer": "0", "bigint": "0", "smallint": "0"}
    asked = (
        "select table_name, column_name, data_type from information_schema.columns where table_name = any (%s) and "
        "is_nullable = 'NO' and column_default is null and is_identity = 'NO' and is_generated = 'NEVER'"
    )
    for table, column, kind in owner.execute(asked, [list(TABLES)]).fetchall():
        value = "now()" if kind.startswith("timestamp") else f"'{empty.get(kind, '')}'"
        owner.execute(f'alter table {table} alter column "{column}" set default {value}')


def add_phrases(owner: psycopg.Connection[Any], seed: int = 7) -> None:
    """A table of phrases, for the time of the transaction."""
    owner.execute("create temp table phrase (n serial, words text) on commit drop")
    with owner.cursor().copy("copy phrase (words) from stdin") as copy:
        for phrase in phrases(random.Random(seed)):
            copy.write_row([phrase])
    owner.execute("analyze phrase")


def phrases(chance: random.Random) -> Iterator[str]:
    """Of words that people use, and a long tail of made-up ones."""
    words = [*FRENCH.split(), *ENGLISH.split(), *made_up(chance, 6_000)]
    for _ in range(PHRASES):
        yield " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(chance.randint(3, 12)))


def made_up(chance: random.Random, count: int) -> list[str]:
    found = {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count * 2)}
    return [word.capitalize() if count < 1_000 else word for word in sorted(found)[:count]]


def hundred(shares: Mapping[str, int]) -> list[str]:
    """One name per percent, to draw from."""
    return [name for name, share in shares.items() for _ in range(share)]


def run(owner: psycopg.Connection[Any], statement: str, values: Mapping[str, Any] | None = None) -> None:
    """Client-side values, so that one call may hold several statements."""
    with psycopg.ClientCursor(owner) as cursor:
        cursor.execute(sql.SQL(statement), values)  # type: ignore[arg-type]


def foreign_keys(owner: psycopg.Connection[Any]) -> list[tuple[str, str, str]]:
    asked = (
        "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
        "where contype = 'f' and conrelid::regclass::text = any (%s)"
    )
    return owner.execute(asked, [list(TABLES)]).fetchall()


def search_indexes(owner: psycopg.Connection[Any]) -> list[tuple[str, str]]:
    asked = "select indexname, indexdef from pg_indexes where tablename = any (%s) and indexdef ilike '%%using gin%%'"
    return owner.execute(asked, [list(TABLES)]).fetchall()


TABLES = (
    "people_person", "people_handle", "people_hat", "inbox_conversation", "channels_item", "inbox_message",
    "deliveries_delivery", "audit_entry", "inbox_label", "inbox_conversationlabel", "channels_channel", "accounts_member",
)  # fmt: skip

PLAIN_FOLD = """
    create or replace function liant_fold(words text) returns text language sql immutable strict parallel safe
    as $$ select lower(words) $$
"""
FURNISH = """
    insert into channels_channel (organisation_id, kind, name, settings, secret, remembered, default_hat, state,
        is_own_site, created_at, last_problem, failures)
    select %(organisation)s, kind, name, '{}', '', '', 'customer', 'paused', false, now(), '', 0
    from unnest(%(kinds)s::text[], %(names)s::text[]) as given (kind, name);
    insert into accounts_user (password, email, name, language, time_zone, is_active, is_operator, joined_at)
    select '', 'colleague' || n || '@fournils.test', name, 'fr', 'Europe/Paris', true, false, now()
    from unnest(%(colleagues)s::text[]) with ordinality as given (name, n) where n <= %(members)s;
    insert into accounts_member (organisation_id, user_id, name, roles, is_active, joined_at)
    select %(organisation)s, id, name || ' of the house', '{care_agent}', true, now() from accounts_user where email like 'colleague%%';
    insert into inbox_label (organisation_id, name)
    select %(organisation)s, 'label ' || n from generate_series(1, %(labels)s) n;
"""
PEOPLE = """
    select setseed(%(seed)s);
    create temp table made on commit drop as
    select n, ((n - 1) * 5 / 8) + 1 as person_n,
        (%(hats)s::text[])[1 + floor(random() * 100)::int] as hat,
        (%(intents)s::text[])[1 + floor(random() * 100)::int] as intent,
        (%(languages)s::text[])[1 + floor(random() * 100)::int] as language,
        (%(channels)s::int[])[1 + floor(random() * 100)::int] as channel_n,
        case when random() < 0.45 then 1 + floor(random() * %(members)s)::int end as member_n,
        n > %(conversations)s * 0.8 and n %% 4 = 0 as is_waiting, -- the last fifth holds all who wait
        random() as luck,
        now() - interval '2 years' * (1 - n::float / %(conversations)s) - interval '5 hours' * random() as at
    from generate_series(1, %(conversations)s) n;
    create temp table base on commit drop as select
        coalesce((select max(id) from people_person), 0) as person,
        coalesce((select max(id) from inbox_conversation), 0) as conversation,
        greatest((select max(id) from inbox_message), (select max(id) from channels_item),
                 (select max(id) from deliveries_delivery), 0) as message;
    create temp table channel on commit drop as
    select row_number() over (order by id)::int as n, id from channels_channel where organisation_id = %(organisation)s;
    create temp table member on commit drop as
    select row_number() over (order by id desc)::int as n, id from accounts_member where organisation_id = %(organisation)s;
    analyze made;

    insert into people_person (id, organisation_id, name, language, place, first_met_at, source)
    select base.person + person_n, %(organisation)s,
        (%(first)s::text[])[1 + floor(random() * 20)::int] || ' ' || (%(last)s::text[])[1 + floor(random() * 900)::int],
        min(language), '', min(at), 'made up'
    from made, base group by base.person, person_n;
    insert into people_handle (organisation_id, person_id, kind, key, shown, url, source, added_at)
    select organisation_id, id, 'mail', 'p' || id || '@made-up.test', 'p' || id || '@made-up.test', '', source, first_met_at
    from people_person where organisation_id = %(organisation)s;
    insert into people_hat (organisation_id, person_id, kind, started_at, source)
    select distinct on (person_n) %(organisation)s, base.person + person_n, hat, at, 'made up' from made, base;
"""
CONVERSATIONS = """
    insert into inbox_conversation (id, organisation_id, person_id, channel_id, thread_key, hat, subject, excerpt, intent,
        intent_is_corrected, intent_reasons, language, due, state, is_public, assignee_id, opened_at, waiting_since,
        last_message_at, answered_at, snoozed_until, closed_at, closed_because)
    select base.conversation + made.n, %(organisation)s, base.person + person_n, channel.id, 'thread ' || made.n, hat,
        case when channel_n in (1, 4) then left(phrase.words, 40) else '' end,
        'Bonjour, je voudrais savoir où en est ma commande de ce matin.', intent, false, '[]', language,
        case when is_waiting and made.n %% 40 = 0 then 'thanks' else 'answer' end,
        case when is_waiting then 'open' when luck < 0.1 then 'open' when luck < 0.12 then 'snoozed' else 'closed' end,
        channel_n = 2, member.id, at - interval '3 hours' * %(messages)s,
        case when is_waiting then at end, at, case when not is_waiting then at end,
        case when not is_waiting and luck >= 0.1 and luck < 0.12 then now() + interval '9 days' * luck end,
        case when not is_waiting and luck >= 0.12 then at end, ''
    from base cross join made join channel on channel.n = channel_n left join member on member.n = member_n
        join phrase on phrase.n = 1 + made.n %% %(phrases)s;
"""
ITEMS = """
    create temp table said on commit drop as
    select made.n, i, base.message + (made.n - 1) * %(messages)s + i as id, channel.id as channel_id,
        case when i %% 2 = 1 or (is_waiting and i = %(messages)s) then 'theirs' when i = 4 then 'note' else 'ours' end
            as direction,
        base.person + person_n as person_id, coalesce(member.id, (select max(id) from member)) as member_id,
        base.conversation + made.n as conversation_id, language,
        at - interval '3 hours' * (%(messages)s - i) as at,
        case when i %% 3 = 1 then %(common)s || ', ' else '' end
            || one.words || ' ' || two.words
            || case when i = least(5, %(messages)s) and made.n %% %(every)s = 0 and made.n <= %(every)s * %(holders)s
                    then ' ' || %(rare)s else '' end as body
    from base cross join made join channel on channel.n = channel_n left join member on member.n = member_n
        cross join generate_series(1, %(messages)s) i
        join phrase one on one.n = 1 + (made.n * 7919::bigint + i * 104729) %% %(phrases)s
        join phrase two on two.n = 1 + (made.n * 15485863::bigint + i * 611953) %% %(phrases)s;
    insert into channels_item (id, organisation_id, channel_id, key, kind, person_id, text, title, url, language, thread_key,
        parent_key, published_at, collected_at, is_addressed, is_ours, is_private, tags, recipients, attachments, context,
        reply_to, raw)
    select id, %(organisation)s, channel_id, 'item ' || id, 'post', person_id, body, '', '', language, 'thread ' || n, '', at,
        at, true, false, false, '{}', '{}', '[]', '[]', '{}', '{}'
    from said where direction = 'theirs';
"""
MESSAGES = """
    insert into inbox_message (id, organisation_id, conversation_id, direction, item_id, author_id, body, at, form_key)
    select id, %(organisation)s, conversation_id, direction, case when direction = 'theirs' then id end,
        case when direction <> 'theirs' then member_id end, body, at,
        case when direction <> 'theirs' then 'form ' || id else '' end
    from said order by id;
"""
DELIVERIES = """
    insert into deliveries_delivery (id, organisation_id, key, channel_id, kind, recipient_id, author_id, text, frozen, state,
        origin_kind, origin_id, created_at, attempts, looks, sending_started_at, settled_at, problem, needs_a_person,
        remote_key, remote_url)
    select id, %(organisation)s, 'reply:' || id, channel_id, 'reply', person_id, member_id, body, '{}', 'sent',
        'inbox.message', id, at, 1, 0, at, at, '', false, 'remote ' || id, ''
    from said where direction = 'ours';
"""
AUDIT = """
    insert into audit_entry (organisation_id, at, actor_id, actor_name, verb, thing_kind, thing_id, detail)
    select %(organisation)s, said.at, member_id, 'A colleague', 'inbox.reply', 'inbox.conversation', conversation_id, '{}'
    from said where direction = 'ours' and i <= 4;
"""
LABELLED = """
    insert into inbox_conversationlabel (organisation_id, conversation_id, label_id)
    select %(organisation)s, base.conversation + made.n, label.id
    from base, made join (select id, row_number() over (order by id) as n from inbox_label
        where organisation_id = %(organisation)s) label
        on label.n = 1 + floor(%(labels)s * luck ^ 2) where made.n %% 2 = 0;
"""
SEQUENCES = tuple(
    f"select setval(pg_get_serial_sequence('{table}', 'id'), (select coalesce(max(id), 1) from {table}))"
    for table in ("people_person", "inbox_conversation", "channels_item", "inbox_message", "deliveries_delivery")
)
