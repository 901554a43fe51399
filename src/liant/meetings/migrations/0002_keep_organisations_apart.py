from django.db import migrations

from liant.tenancy.operations import CURRENT, MemberTable, SqlFunction, TenantTable

OWN = ("Participant", "Partner")
DUE = """
    select due.* from (
        select r.organisation_id, r.id, 'draw' from meetings_rotation r where r.next_at <= moment
        union all select d.organisation_id, d.rotation_id, 'draw' from meetings_round d
            join meetings_rotation r on r.id = d.rotation_id and r.ended_at is null
            where d.drawn_at is null and d.closed_at is null and d.stored_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'write' from meetings_round d
            where d.written_at is null and d.closed_at is null and d.drawn_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'remind' from meetings_round d
            where d.reminded_at is null and d.closed_at is null and d.drawn_at is not null and d.remind_at <= moment
    ) due limit most
"""
PARTICIPANTS = (
    "select p.member_id, p.languages::text[], p.paused_until, p.apart from meetings_participant p "  # noqa: S608
    "join accounts_member m on m.id = p.member_id and m.is_active "
    f"where p.organisation_id = {CURRENT} and p.rotation_id = rotation order by p.member_id"
)
TOLD = (
    "select p.number, count(distinct p.member_id) filter (where p.said = 'met'), "  # noqa: S608
    "count(distinct p.member_id) filter (where p.said = 'not') from meetings_partner p "
    f"where p.organisation_id = {CURRENT} and p.round_id = asked group by p.number order by p.number"
)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
    ]

    operations = [
        *(TenantTable(name) for name in ("Rotation", "Question", "KeptApart", "Round")),
        *(TenantTable(name, goes_with_its_keys=True) for name in OWN),
        *(MemberTable(name) for name in OWN),
        SqlFunction(
            "liant_rotations_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, id bigint, what text)",
            DUE,
        ),
        SqlFunction(
            "liant_rotation_participants(rotation bigint)",
            "table (member_id bigint, languages text[], paused_until date, apart bigint[])",
            PARTICIPANTS,
        ),
        SqlFunction("liant_rotation_told(asked bigint)", "table (number integer, met bigint, not_met bigint)", TOLD),
    ]
