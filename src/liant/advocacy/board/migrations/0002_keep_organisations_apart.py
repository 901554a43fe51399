from django.db import migrations

from liant.tenancy.operations import CURRENT, CURRENT_MEMBER, MemberTable, SqlFunction, TenantTable

LEADS = "m.roles && array['owner', 'team_manager', 'programme_lead']::varchar[]"
# nobody who leads sees it or stands on it, even where they took a place before they led
BOARD = (
    "select p.member_id, count(distinct s.offer_id) from board_place p "  # noqa: S608
    f"join accounts_member m on m.id = p.member_id and m.is_active and not {LEADS} "
    "left join advocacy_share s on s.member_id = p.member_id and s.state = 'done' and s.done_at > moment - interval '28 days' "
    f"and s.done_at <= moment where p.organisation_id = {CURRENT} "
    "and exists (select 1 from board_place own join accounts_member m on m.id = own.member_id and m.is_active "
    f"and not {LEADS} where own.member_id = {CURRENT_MEMBER} and own.organisation_id = {CURRENT}) "
    f"and (select b.asks from board_ballot b where b.organisation_id = {CURRENT} and b.outcome = 'passed' "
    "order by b.closed_at desc, b.id desc limit 1) = 'in' group by p.member_id"
)
CLOSE = f"""
    with electors as (
        select e.organisation_id, e.member_id from advocacy_expert e join accounts_member m on m.id = e.member_id
            and m.is_active and not {LEADS}
    ), due as (
        select b.id, count(l.member_id) as experts, count(v.id) as voted, count(v.id) filter (where v.is_yes) as yes
        from board_ballot b left join electors l on l.organisation_id = b.organisation_id
            left join board_vote v on v.ballot_id = b.id and v.member_id = l.member_id
        where b.closed_at is null and b.closes_at <= moment group by b.id
    ), closed as (
        update board_ballot b set closed_at = moment, outcome = case when d.voted < 5 or 2 * d.voted < d.experts then 'few'
            when 2 * d.yes > d.voted then 'passed' else 'refused' end
        from due d where b.id = d.id returning b.id, b.organisation_id, b.asks, b.outcome
    ), forgotten as (
        delete from board_vote v using closed c where v.ballot_id = c.id
    ), ended as (
        delete from board_place p using closed c
        where p.organisation_id = c.organisation_id and c.asks = 'out' and c.outcome = 'passed'
    )
    select count(*) from closed
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("advocacy", "0005_let_offers_end_and_lists_be_filled_together"),
    ]

    operations = [
        TenantTable("Ballot"),
        *(TenantTable(name, goes_with_its_keys=True) for name in ("Vote", "Place")),
        *(MemberTable(name) for name in ("Vote", "Place")),
        SqlFunction("liant_board(moment timestamptz)", "table (member_id bigint, shared bigint)", BOARD),
        SqlFunction("liant_board_close(moment timestamptz)", "bigint", CLOSE, "volatile"),
    ]
