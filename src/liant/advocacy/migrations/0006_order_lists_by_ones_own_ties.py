from django.db import migrations

from liant.tenancy.operations import CURRENT, SqlFunction

OPEN = "o.ended_at is null and o.offered_at <= moment and o.ends_at > moment"
# a row for each expert of whom ties are measured and who lets them order their list; in it, of whom something is offered now
CLOSE = f"""
    with authors as materialized (
        select distinct o.author_id from advocacy_offer o where o.organisation_id = {CURRENT} and o.author_id is not null and {OPEN}
    )
    select e.id, coalesce(jsonb_object_agg('m' || t.other_id, t.quarters) filter (where t.quarters > 0 and a.author_id is not null),
        '{{}}')::text
    from advocacy_expert e cross join lateral liant_closeness_of(e.member_id) t left join authors a on a.author_id = t.other_id
    where e.organisation_id = {CURRENT} and e.id = any(ids) group by e.id order by e.id
"""  # noqa: S608
AUTHORS = (
    "select a.author_id from (select distinct o.author_id from advocacy_offer o "  # noqa: S608
    f"where o.organisation_id = {CURRENT} and o.author_id is not null and {OPEN}) a where liant_has_ties(a.author_id) order by 1"
)
UNSAY = f"""
    update advocacy_suggestion s set reasons = coalesce((select jsonb_agg(r.one order by r.place)
        from jsonb_array_elements(s.reasons) with ordinality r(one, place) where r.one ->> 'why' <> 'closeness'), '[]')
    where s.organisation_id = {CURRENT} and s.reasons @> '[{{"why": "closeness"}}]' and (s.member_id = who
        or as_author and exists (select 1 from advocacy_offer o where o.id = s.offer_id and o.author_id = who))
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("advocacy", "0005_let_offers_end_and_lists_be_filled_together"),
        ("bonds", "0004_let_ties_order_and_guide"),
    ]

    operations = [
        SqlFunction(
            "liant_whom_experts_are_close_to(ids bigint[], moment timestamptz)", "table (expert_id bigint, close text)", CLOSE
        ),
        SqlFunction("liant_authors_with_ties(moment timestamptz)", "setof bigint", AUTHORS),
        SqlFunction("liant_unsay_closeness(who bigint, as_author boolean)", "void", UNSAY, "volatile"),
    ]  # fmt: skip
