"""A made-up programme in the database: experts who have been there for half a year, have
25 ties with those who write and let them order their lists, and what they are offered. Written as the
database's owner, in a few statements: what is measured is what comes after."""

import psycopg

TOPICS = 40
PEOPLE = (
    (
        "insert into accounts_user (email, name, password, language, time_zone, is_active, is_operator, joined_at) "
        "select 'agent' || n || '@bench.test', 'Agent ' || n, '!', 'fr', 'Europe/Paris', true, false, now() "
        "from generate_series(1, %(experts)s) n"
    ),
    (
        "insert into accounts_member (organisation_id, user_id, name, roles, is_active, joined_at) "
        "select %(house)s, id, name, '{employee}', true, now() from accounts_user where email like 'agent%%@bench.test' order by id"
    ),
    (
        "insert into advocacy_topic (organisation_id, name, is_over) "
        "select %(house)s, 'Sujet ' || n, false from generate_series(1, %(topics)s) n"
    ),
    (
        "insert into advocacy_consent (organisation_id, member_id, purpose, words, given_at) "
        "select %(house)s, m.id, purpose, 'Oui.', now() - interval '190 days' from accounts_member m, "
        "unnest(array['suggest', 'count']) purpose where m.organisation_id = %(house)s and m.roles = '{employee}'"
    ),
)
EXPERTS = (
    "insert into advocacy_expert (organisation_id, member_id, joined_at, topics, languages, networks, channels, days, hour, "
    "quiet_from, quiet_until, most_each_week, wishes, instance, next_at, tries) "
    "select %(house)s, m.id, now() - interval '190 days', "
    "(select array_agg(id) from (select id from advocacy_topic where organisation_id = %(house)s "
    "order by random() + m.id * 0 limit 4) t), "
    "case when random() < 0.3 then '{}' else '{fr}'::varchar[] end, '{linkedin,bluesky}', '{mail}', '{}', '09:00', '19:00', '08:00', "
    "3, case when random() < 0.5 then '{}' else '{\"kinds\": [\"expert\", \"question\"]}'::jsonb end, '', now() + interval '1 day', 0 "
    "from accounts_member m where m.organisation_id = %(house)s and m.roles = '{employee}'"
)
OFFERED = (
    "insert into advocacy_offer (organisation_id, kind, title, summary, url, language, author_id, author_name, topic_id, source_kind, "
    "question, starts, is_about_us, offered_at, ends_at, judged, useful, shown) "
    "select %(house)s, (array['news', 'behind', 'expert', 'others', 'question', 'call'])[1 + floor(random() * 6)], "
    "'Proposition ' || n, '', 'https://bench.test/' || n, case when random() < 0.8 then 'fr' else 'en' end, "
    "case when random() < 0.7 then (select min(id) from accounts_member where organisation_id = %(house)s) + "
    "floor(random() * least(800, %(experts)s))::bigint end, '', (select min(id) from advocacy_topic where organisation_id = "
    "%(house)s) + floor(random() * %(topics)s)::bigint, '', '', '{}', random() < 0.2, "
    "now() - (case when n > %(offers)s then 70 else 0 end + random() * 50) * interval '1 day', "
    "now() + case when n > %(offers)s then -10 else 9 end * interval '1 day', 0, 0, 0 from generate_series(1, 2 * %(offers)s) n"
)
TIES = (
    (
        "insert into bonds_choice (organisation_id, member_id, can_introduce, can_order, can_draw) "
        "select e.organisation_id, e.member_id, false, true, false from advocacy_expert e where e.organisation_id = %(house)s"
    ),
    (
        "insert into bonds_tie (organisation_id, member_id, other_id, strength, low, high, contacts, state) "
        "select %(house)s, t.member_id, t.other_id, 100 * random(), 0, 100, 9, 'holds' from (select e.member_id, (select min(id) from "
        "accounts_member where organisation_id = %(house)s) + floor(random() * least(800, %(experts)s))::bigint as other_id "
        "from advocacy_expert e, generate_series(1, 25) n where e.organisation_id = %(house)s) t "
        "where t.other_id <> t.member_id on conflict do nothing"
    ),
)
DONE = (
    (
        "insert into advocacy_suggestion (organisation_id, member_id, offer_id, made_at, reasons, chance, is_explored, opened_at, refused_at, "
        "is_useful, is_best, eligible) select %(house)s, e.member_id, f.first + floor(random() * 2 * %(offers)s)::bigint, "
        "now() - (22 + random() * 120) * interval '1 day', '[]', 0.95, random() < 0.05, case when luck < 0.6 then now() end, "
        "case when luck > 0.9 then now() end, case when luck < 0.3 then luck < 0.2 end, true, 900 "
        "from advocacy_expert e, (select min(id) as first from advocacy_offer where organisation_id = %(house)s) f, "
        "(select n, random() as luck from generate_series(1, %(each)s) n) s where e.organisation_id = %(house)s on conflict do nothing"
    ),
    (
        "insert into advocacy_share (organisation_id, member_id, offer_id, title, network, language, text, how, state, begun_at, done_at, url, "
        "problem) select organisation_id, member_id, offer_id, 'Proposition', 'linkedin', 'fr', '', 'composer', 'done', made_at, "
        "made_at, '', '' from advocacy_suggestion where organisation_id = %(house)s and id %% 12 = 0"
    ),
)


def fill(owner_url: str, house: int, experts: int, offers: int, each: int = 60) -> None:
    """`each`: suggestions that every expert had before, some shared, judged, refused or left alone."""
    values = {"house": house, "experts": experts, "offers": offers, "each": each, "topics": TOPICS}
    with psycopg.connect(owner_url) as owner:
        owner.execute("select setseed(0.5)")
        for statement in (*PEOPLE, EXPERTS, OFFERED, *TIES, *DONE):
            owner.execute(statement, values)  # type: ignore[arg-type]
        owner.commit()
        owner.autocommit = True
        owner.execute("vacuum analyze")


def some_members(owner_url: str, house: int, most: int) -> list[int]:
    """Experts, one here and one there."""
    found = asked(owner_url, "select member_id from advocacy_expert where organisation_id = %s order by id", house)
    return [row[0] for row in found[:: max(1, len(found) // most)][:most]]


def count_lists(owner_url: str, house: int) -> tuple[int, int]:
    """How many experts have something on their list that was put there just now, and how much it is in all."""
    fresh = "select count(distinct member_id), count(*) from advocacy_suggestion where organisation_id = %s and made_at > now() - interval '1 hour'"
    return asked(owner_url, fresh, house)[0]  # type: ignore[return-value]


def explored(owner_url: str, house: int) -> float:
    sql = "select avg(is_explored::int) from advocacy_suggestion where organisation_id = %s and made_at > now() - interval '1 hour'"
    return float(asked(owner_url, sql, house)[0][0])


def make_due(owner_url: str, house: int, experts: int) -> None:
    sql = (
        "update advocacy_expert set next_at = case when id in (select id from advocacy_expert where organisation_id = %s "
        "order by id limit %s) then now() - interval '1 minute' else now() + interval '1 day' end where organisation_id = %s returning id"
    )
    asked(owner_url, sql, house, experts, house)


def asked(owner_url: str, sql: str, *values: object) -> list[tuple]:
    with psycopg.connect(owner_url) as owner:
        return owner.execute(sql, values).fetchall()  # type: ignore[arg-type]
