"""A made-up house in which very many take part in one rotation. Written as the database's owner, in a few statements: what is measured
is what comes after."""

import psycopg

TEAMS = 200
FILLED = (
    (
        "insert into accounts_user (email, name, password, language, time_zone, is_active, is_operator, joined_at) "
        "select 'p' || n || '@bench.test', 'Personne ' || n, '!', 'fr', case when n %% 10 = 0 then 'America/Toronto' else 'Europe/Paris' end, "
        "true, false, now() from generate_series(1, %(people)s) n"
    ),
    (
        "insert into accounts_member (organisation_id, user_id, name, roles, is_active, joined_at) "
        "select %(house)s, id, name, '{employee}', true, now() from accounts_user where email like 'p%%@bench.test' order by id"
    ),
    "insert into accounts_team (organisation_id, name) select %(house)s, 'Équipe ' || n from generate_series(1, %(teams)s) n",
    (
        "insert into accounts_teammember (organisation_id, team_id, member_id) "
        "select %(house)s, (select min(id) from accounts_team where organisation_id = %(house)s) + m.id %% %(teams)s, m.id "
        "from accounts_member m where m.organisation_id = %(house)s and m.roles = '{employee}'"
    ),
    (
        "insert into meetings_participant (organisation_id, rotation_id, member_id, agreed_at, languages, apart) "
        "select %(house)s, %(rotation)s, m.id, now(), case when m.id %% 7 = 0 then '{en}' else '{en,fr}' end::varchar[], '{}' "
        "from accounts_member m where m.organisation_id = %(house)s and m.roles = '{employee}'"
    ),
)
SAID = "update meetings_partner set said = case when number %% 10 < 6 then 'met' when number %% 10 < 8 then 'not' else '' end"


def fill(owner_url: str, house: int, rotation: int, people: int) -> None:
    with psycopg.connect(owner_url) as owner:
        for statement in FILLED:
            owner.execute(statement, {"house": house, "rotation": rotation, "people": people, "teams": TEAMS})  # type: ignore[arg-type]
        owner.commit()
        owner.autocommit = True
        owner.execute("vacuum analyze")


def answer(owner_url: str) -> None:
    """Six tables in ten say that they met, two that they did not."""
    with psycopg.connect(owner_url) as owner:
        owner.execute(SAID, {})


def counted(owner_url: str, sql: str) -> int:
    with psycopg.connect(owner_url) as owner:
        found = owner.execute(sql).fetchone()  # type: ignore[arg-type]
        return found[0] if found else 0
