from django.db import migrations

from liant.tenancy.operations import CURRENT, MemberTable, SqlFunction, TenantTable

OWN = ("Hearing", "Notice")
DUE = """
    select due.* from (
        select r.organisation_id, r.id, 'draw' from meetings_rotation r where r.next_at <= moment
        union all select d.organisation_id, d.rotation_id, 'draw' from meetings_round d
            join meetings_rotation r on r.id = d.rotation_id and r.ended_at is null
            where d.drawn_at is null and d.closed_at is null and d.stored_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'remind' from meetings_round d
            where d.reminded_at is null and d.closed_at is null and d.drawn_at is not null and d.remind_at <= moment
    ) due limit most
"""
# by mail, where they never said how they want to hear
WAYS = (
    "unnest(coalesce((select h.ways from meetings_hearing h where h.member_id = m.id), array['mail']::varchar[])) way"
)
NOTICE = (
    "insert into meetings_notice (organisation_id, member_id, occasion, about, way, state, next_at, tries, problem)"
)
SEAT = f"""
    with seated as (
        insert into meetings_partner (organisation_id, round_id, member_id, other_id, number, starts_at, said)
        select d.organisation_id, d.id, s.member_id, s.other_id, s.number, s.starts_at, ''
        from meetings_round d
            cross join rows from (unnest(members), unnest(others), unnest(numbers), unnest(moments))
                as s (member_id, other_id, number, starts_at)
            join accounts_member a on a.id = s.member_id and a.organisation_id = d.organisation_id
            join accounts_member b on b.id = s.other_id and b.organisation_id = d.organisation_id
        where d.organisation_id = {CURRENT} and d.id = asked and d.closed_at is null
        on conflict do nothing returning member_id
    ), told as (
        {NOTICE}
        select m.organisation_id, m.id, 'invitation', asked, way, 'waiting', moment, 0, ''
        from accounts_member m cross join lateral {WAYS}
        where m.is_active and m.id in (select member_id from seated)
        on conflict do nothing returning 1
    )
    select count(*) from told
"""  # noqa: S608
REMIND = f"""
    with told as (
        {NOTICE}
        select m.organisation_id, m.id, 'reminder', d.id, way, 'waiting', moment, 0, ''
        from meetings_round d
            join accounts_member m on m.organisation_id = d.organisation_id and m.is_active
                and m.id in (select p.member_id from meetings_partner p where p.round_id = d.id and p.said = '')
            cross join lateral {WAYS}
        where d.organisation_id = {CURRENT} and d.id = asked and d.closed_at is null
        on conflict do nothing returning 1
    )
    select count(*) from told
"""  # noqa: S608
LEFT = f"""
    with changed as (
        update meetings_notice n set state = 'unknown', settled_at = moment, problem = why
        where n.organisation_id = {CURRENT} and n.state = 'sending' returning 1
    )
    select count(*) from changed
"""  # noqa: S608
TO_TELL = (
    "select n.member_id from meetings_notice n join accounts_member m on m.id = n.member_id and m.is_active "  # noqa: S608
    f"where n.organisation_id = {CURRENT} and n.state = 'waiting' and n.next_at <= moment "
    "group by n.member_id order by min(n.next_at), n.member_id limit most"
)
HOUSES = """
    select distinct n.organisation_id from meetings_notice n join accounts_member m on m.id = n.member_id and m.is_active
    where n.state = 'waiting' and n.next_at <= moment or n.state = 'sending' and n.sending_at < moment - interval '10 minutes'
"""
STILL_TO_WRITE = f"""
    {NOTICE}
    select distinct p.organisation_id, p.member_id, 'invitation', p.round_id, 'mail', 'waiting', now(), 0, ''
    from meetings_partner p join meetings_round d on d.id = p.round_id and d.closed_at is null
    where p.mailed_at is null and p.said = '';
    {NOTICE}
    select distinct p.organisation_id, p.member_id, 'reminder', p.round_id, 'mail', 'sent', now(), 0, ''
    from meetings_partner p join meetings_round d on d.id = p.round_id and d.closed_at is null
    where p.reminded_at is not null
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_tell_each_thing_once"),
        ("accounts", "0002_keep_organisations_apart"),
    ]

    operations = [
        *(TenantTable(name, goes_with_its_keys=True) for name in OWN),
        *(MemberTable(name) for name in OWN),
        migrations.RunSQL(STILL_TO_WRITE, migrations.RunSQL.noop),
        SqlFunction(
            "liant_rotations_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, id bigint, what text)",
            DUE,
        ),
        SqlFunction(
            "liant_rotation_seat(asked bigint, members bigint[], others bigint[], numbers integer[], "
            "moments timestamptz[], moment timestamptz)",
            "bigint",
            SEAT,
            "volatile",
        ),
        SqlFunction("liant_rotation_remind(asked bigint, moment timestamptz)", "bigint", REMIND, "volatile"),
        SqlFunction("liant_meeting_notices_left(moment timestamptz, why text)", "bigint", LEFT, "volatile"),
        SqlFunction("liant_meeting_members_to_tell(moment timestamptz, most integer)", "setof bigint", TO_TELL),
        SqlFunction("liant_houses_with_meetings_to_tell(moment timestamptz)", "setof bigint", HOUSES),
    ]
