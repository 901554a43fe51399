from django.db import migrations, models

from liant.tenancy.operations import CURRENT, SqlFunction

OPEN = "o.ended_at is null and o.offered_at <= moment and o.ends_at > moment"
AGREED = (
    "exists (select 1 from advocacy_consent c where c.member_id = e.member_id and c.purpose = 'suggest' "
    "and c.taken_back_at is null)"
)
AUTHOR = "coalesce('m' || o.author_id, 'n' || nullif(o.author_name, ''))"

# whose they are is read here and told nowhere: an expert is the number of their row, which leads to nobody
EXPERTS = (
    "select e.id from advocacy_expert e join accounts_member m on m.id = e.member_id and m.is_active "  # noqa: S608
    f"where e.organisation_id = {CURRENT} and {AGREED} order by e.id"
)
SUGGESTED = f"""
    select s.offer_id, s.made_at, s.opened_at, s.refused_at, s.is_useful, o.topic_id, o.kind, {OPEN} as is_open,
        {AUTHOR} as author, exists (select 1 from advocacy_share h where h.member_id = e.member_id
        and h.offer_id = s.offer_id and h.state = 'done') as is_shared
    from advocacy_suggestion s join advocacy_offer o on o.id = s.offer_id where s.member_id = e.member_id
"""  # noqa: S608
TAKERS = f"""
    with mine as materialized (
        select e.id as expert_id, s.* from advocacy_expert e cross join lateral ({SUGGESTED}) s
        where e.organisation_id = {CURRENT} and e.id = any(ids)
    ), known as (
        select expert_id, array_agg(offer_id) as known from (
            select expert_id, offer_id from mine where is_open
            union select e.id, o.id from advocacy_expert e join advocacy_share h on h.member_id = e.member_id
                join advocacy_offer o on o.id = h.offer_id
                where e.organisation_id = {CURRENT} and e.id = any(ids) and {OPEN}
            union select e.id, o.id from advocacy_expert e join advocacy_offer o on o.author_id = e.member_id
                where e.organisation_id = {CURRENT} and e.id = any(ids) and {OPEN}) a group by expert_id
    ), counts as (
        select expert_id, greatest(
            count(*) filter (where made_at > moment - interval '7 days'),
            count(*) filter (where made_at > moment - interval '21 days' and refused_at is null and is_open
                             and not is_shared)) as had
        from mine group by expert_id
    ), liked as (
        select expert_id, jsonb_object_agg(author, worth) as liked from (
            select expert_id, author, avg((coalesce(is_useful, false) and refused_at is null)::int) as worth from mine
            where author is not null and (is_useful is not null or refused_at is not null)
                and made_at > moment - interval '180 days'
            group by expert_id, author) w where worth > 0 group by expert_id
    ), left_alone as (
        select expert_id, jsonb_agg(jsonb_build_array(coalesce(topic_id, 0), kind, often)) as left_alone from (
            select expert_id, topic_id, kind, count(*) as often from mine
            where made_at > moment - interval '60 days' and (refused_at is not null
                or opened_at is null and made_at < moment - interval '7 days')
            group by expert_id, topic_id, kind) l group by expert_id
    )
    select e.id, e.topics, e.languages::text[], e.networks::text[],
        array(select jsonb_array_elements_text(coalesce(e.wishes -> 'kinds', '[]'))),
        (e.most_each_week - coalesce(c.had, 0))::integer,
        coalesce(a.known, '{{}}'),
        coalesce(k.liked, '{{}}')::text, coalesce(l.left_alone, '[]')::text
    from advocacy_expert e left join known a on a.expert_id = e.id left join counts c on c.expert_id = e.id left join liked k on k.expert_id = e.id
        left join left_alone l on l.expert_id = e.id
    where e.organisation_id = {CURRENT} and e.id = any(ids) and {AGREED} order by e.id
"""  # noqa: S608
SUGGEST = f"""
    with made as (
        insert into advocacy_suggestion (organisation_id, member_id, offer_id, made_at, reasons, chance, is_explored, is_best,
            eligible)
        select e.organisation_id, e.member_id, o.id, moment, n.reasons, n.chance, n.is_explored, n.is_best, n.eligible
        from rows from (jsonb_to_recordset(places::jsonb) as (taker bigint, offer bigint, reasons jsonb, chance float8,
            is_explored boolean, is_best boolean, eligible integer))
            with ordinality n(expert, offer, reasons, chance, is_explored, is_best, eligible, place)
        join advocacy_expert e on e.id = n.expert and e.organisation_id = {CURRENT}
        join advocacy_offer o on o.id = n.offer and o.organisation_id = {CURRENT}
        where {AGREED} order by n.place on conflict do nothing returning 1)
    select count(*) from made
"""  # noqa: S608
WEIGH = f"""
    with told as (
        select s.offer_id, count(*) filter (where s.made_at > moment - interval '28 days') as shown,
            count(*) filter (where c.id is not null and (s.is_useful is not null or s.refused_at is not null)) as judged,
            count(*) filter (where c.id is not null and s.is_useful and s.refused_at is null) as useful
        from advocacy_offer o join advocacy_suggestion s on s.offer_id = o.id
            left join advocacy_consent c on c.member_id = s.member_id and c.purpose = 'count' and c.taken_back_at is null
        where o.organisation_id = {CURRENT} and {OPEN} group by s.offer_id
    ), changed as (
        update advocacy_offer o set judged = case when t.judged < 5 then 0 else t.judged end,
            useful = case when t.judged < 5 then 0 else t.useful end, shown = case when t.shown < 5 then 0 else t.shown end
        from told t where o.id = t.offer_id returning 1)
    select count(*) from changed
"""  # noqa: S608
HOUSES = (
    "select p.organisation_id from advocacy_programme p where p.state = 'open' and exists (select 1 from advocacy_expert e "
    "where e.organisation_id = p.organisation_id and e.next_at <= moment)"
)
DUE = (
    "select e.member_id from advocacy_expert e join accounts_member m on m.id = e.member_id and m.is_active "  # noqa: S608
    "join advocacy_programme p on p.organisation_id = e.organisation_id and p.state = 'open' "
    f"where e.organisation_id = {CURRENT} and e.next_at <= moment order by e.next_at limit most"
)


class Migration(migrations.Migration):
    dependencies = [("advocacy", "0004_keep_what_experts_say_apart")]

    operations = [
        migrations.AddField("expert", "next_at", models.DateTimeField(null=True)),
        migrations.AddField("expert", "tries", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("offer", "judged", models.PositiveIntegerField(default=0)),
        migrations.AddField("offer", "useful", models.PositiveIntegerField(default=0)),
        migrations.AddField("offer", "shown", models.PositiveIntegerField(default=0)),
        migrations.AddField("programme", "fresh_days", models.PositiveSmallIntegerField(default=60)),
        migrations.AddField("suggestion", "is_best", models.BooleanField(default=True)),
        migrations.AddField("suggestion", "eligible", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(
            # an offer of before ends when what it calls to takes place, else when it is no longer fresh; whoever wanted to hear is
            # looked at once, and then when they want to
            "update advocacy_offer set ends_at = coalesce(at, offered_at + interval '60 days') where ends_at is null; "
            "update advocacy_expert set next_at = now() where channels <> '{}'",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            "offer", "ends_at", models.DateTimeField()
        ),
        migrations.AddIndex(
            "expert",
            models.Index(
                fields=["organisation", "next_at"], name="expert_due", condition=models.Q(next_at__isnull=False)
            ),
        ),
        SqlFunction("liant_experts_to_suggest()", "setof bigint", EXPERTS),
        SqlFunction(
            "liant_what_experts_want(ids bigint[], moment timestamptz)",
            "table (expert_id bigint, topics bigint[], languages text[], networks text[], kinds text[], most integer, "
            "known bigint[], liked text, left_alone text)",
            TAKERS,
        ),
        SqlFunction(
            "liant_suggest(places text, moment timestamptz)", "bigint", SUGGEST, "volatile"
        ),
        SqlFunction("liant_weigh_offers(moment timestamptz)", "bigint", WEIGH, "volatile"),
        SqlFunction("liant_houses_to_tell(moment timestamptz)", "setof bigint", HOUSES),
        SqlFunction("liant_experts_to_tell(moment timestamptz, most integer)", "setof bigint", DUE),
    ]  # fmt: skip
