from django.db import migrations

from liant.tenancy.operations import CURRENT, MemberTable, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [("links", "0001_first"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        TenantTable("Arrangement"),
        TenantTable("Target"),
        TenantTable("Link"),
        TenantTable("Follow"),
        TenantTable("Conversion"),
        TenantTable("Sharer", goes_with_its_keys=True),
        MemberTable("Sharer"),
        SqlFunction(
            "liant_link_at(asked text, house text)",
            "table (link_id bigint, url text, is_told boolean, is_over boolean)",
            "select l.id, l.url, coalesce(a.is_told, false), l.ended_at is not null from links_link l "
            "left join links_arrangement a on a.organisation_id = l.organisation_id "
            "where l.code = asked and (house = '' or l.organisation_id = "
            "(select id from tenancy_organisation where slug = house))",
        ),
        SqlFunction(
            "liant_count_follows(links bigint[], moments timestamptz[], kinds text[], counts integer[])",
            "void",
            # in one order everywhere, so that two that count at once never wait for each other in a circle
            "insert into links_follow (organisation_id, link_id, at, kind, count) "
            "select l.organisation_id, l.id, date_trunc('hour', f.moment, o.time_zone), f.kind, sum(f.count)::integer "
            "from unnest(links, moments, kinds, counts) as f(link, moment, kind, count) "
            "join links_link l on l.id = f.link join tenancy_organisation o on o.id = l.organisation_id "
            "group by 1, 2, 3, 4 order by 2, 3, 4 "
            "on conflict (link_id, at, kind) do update set count = links_follow.count + excluded.count",
            options="volatile",
        ),
        SqlFunction(
            "liant_shared_totals(about text, ids bigint[], first timestamptz, past timestamptz, fewest integer)",
            "table (about_id bigint, shares bigint, people bigint)",
            # who is counted is read here and told nowhere
            "select l.about_id, count(distinct l.id), coalesce(sum(f.count), 0)::bigint from links_link l "  # noqa: S608
            "join links_sharer s on s.link_id = l.id left join links_follow f on f.link_id = l.id "
            "and f.kind = 'person' and f.at >= first and f.at < past "
            "where l.organisation_id = " + CURRENT + " and l.purpose = 'share' and l.about_kind = about "
            "and l.about_id = any(ids) group by l.about_id having count(distinct s.member_id) >= greatest(fewest, 5)",
        ),
        SqlFunction(
            "liant_link_targets_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, target_id bigint)",
            "select t.organisation_id, t.id from links_target t where t.next_look_at <= moment and exists "
            "(select 1 from links_link l where l.target_id = t.id and l.ended_at is null) "
            "order by t.next_look_at limit most",
        ),
    ]
