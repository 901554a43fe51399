from django.db import migrations

from liant.tenancy.operations import TenantTable

DAY = """
create function figures_day(house bigint, moment timestamptz) returns date language sql stable as $liant$
    select (moment at time zone time_zone)::date from tenancy_organisation where id = house
$liant$
"""
TONE = """
create function figures_tone(sentiment double precision) returns text language sql immutable as $liant$
    select case when sentiment is null then 'unread' when sentiment >= 0.3 then 'favourable'
                when sentiment <= -0.3 then 'unfavourable' else 'neutral' end
$liant$
"""
# The lock: two acts that count several days each would otherwise wait for one another crosswise.
ADD_HEARD = """
create function figures_add_heard(house bigint, channel bigint, said_at timestamptz, kind text, sentiment double precision,
    tongue text, step integer) returns void language plpgsql as $liant$
declare
    counted_on date := figures_day(house, said_at);
begin
    if channel is null or counted_on is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(house));
    insert into figures_heard as heard (organisation_id, day, channel_id, intent, tone, language, count)
        values (house, counted_on, channel, kind, figures_tone(sentiment), tongue, step)
        on conflict (organisation_id, day, channel_id, intent, tone, language)
        do update set count = heard.count + excluded.count;
end $liant$
"""
FOLLOW_MENTIONS = """
create function figures_follow_mention() returns trigger language plpgsql as $liant$
declare
    said record;
begin
    select channel_id, withdrawn_at into said from channels_item
        where id = case when tg_op = 'DELETE' then old.item_id else new.item_id end;
    if said.channel_id is null or said.withdrawn_at is not null then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        perform figures_add_heard(old.organisation_id, said.channel_id, old.published_at, old.intent, old.sentiment,
            old.language, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform figures_add_heard(new.organisation_id, said.channel_id, new.published_at, new.intent, new.sentiment,
            new.language, 1);
    end if;
    return null;
end $liant$
"""
FOLLOW_ITEMS = """
create function figures_follow_item() returns trigger language plpgsql as $liant$
declare
    mention listening_mention%rowtype;
begin
    for mention in select * from listening_mention where item_id = new.id and organisation_id = new.organisation_id loop
        perform figures_add_heard(mention.organisation_id, new.channel_id, mention.published_at, mention.intent,
            mention.sentiment, mention.language, case when new.withdrawn_at is null then 1 else -1 end);
    end loop;
    return null;
end $liant$
"""
ADD_PRAISE = """
create function figures_add_praise(wait waiting_wait, step integer) returns void language plpgsql as $liant$
declare
    counted_on date := figures_day(wait.organisation_id, wait.since);
    was_thanked boolean := wait.ending in ('answered', 'thanked', 'elsewhere');
begin
    if wait.due <> 'thanks' or wait.is_history or wait.ending in ('withdrawn', 'nothing_due', 'merged')
            or counted_on is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(wait.organisation_id));
    insert into figures_praise as praise (organisation_id, day, channel_id, hat, owed, thanked, within_a_day)
        values (wait.organisation_id, counted_on, wait.channel_id, wait.hat, step,
            case when was_thanked then step else 0 end,
            case when was_thanked and wait.ended_at - wait.since <= interval '24 hours' then step else 0 end)
        on conflict (organisation_id, day, channel_id, hat)
        do update set owed = praise.owed + excluded.owed, thanked = praise.thanked + excluded.thanked,
            within_a_day = praise.within_a_day + excluded.within_a_day;
end $liant$
"""
FOLLOW_WAITS = """
create function figures_follow_wait() returns trigger language plpgsql as $liant$
begin
    if tg_op <> 'INSERT' then
        perform figures_add_praise(old, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform figures_add_praise(new, 1);
    end if;
    return null;
end $liant$
"""
# All that is there, counted anew: what the acts kept must be the same.
RECOUNT = """
create function figures_recount(house bigint) returns void language plpgsql as $liant$
declare
    wait waiting_wait%rowtype;
begin
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(house));
    delete from figures_heard where organisation_id = house;
    delete from figures_praise where organisation_id = house;
    insert into figures_heard (organisation_id, day, channel_id, intent, tone, language, count)
        select house, (mention.published_at at time zone organisation.time_zone)::date, item.channel_id, mention.intent,
            figures_tone(mention.sentiment), mention.language, count(*)
        from listening_mention mention
        join channels_item item on item.id = mention.item_id and item.withdrawn_at is null
        join tenancy_organisation organisation on organisation.id = mention.organisation_id
        where mention.organisation_id = house
        group by 2, 3, 4, 5, 6;
    for wait in select * from waiting_wait where organisation_id = house and due = 'thanks' loop
        perform figures_add_praise(wait, 1);
    end loop;
end $liant$
"""
FOLLOW_ZONE = """
create function figures_follow_zone() returns trigger language plpgsql as $liant$
begin
    perform figures_recount(new.id);
    return null;
end $liant$
"""
FUNCTIONS = {
    "figures_day(bigint, timestamptz)": DAY,
    "figures_tone(double precision)": TONE,
    "figures_add_heard(bigint, bigint, timestamptz, text, double precision, text, integer)": ADD_HEARD,
    "figures_follow_mention()": FOLLOW_MENTIONS,
    "figures_follow_item()": FOLLOW_ITEMS,
    "figures_add_praise(waiting_wait, integer)": ADD_PRAISE,
    "figures_follow_wait()": FOLLOW_WAITS,
    "figures_recount(bigint)": RECOUNT,
    "figures_follow_zone()": FOLLOW_ZONE,
}
TRIGGERS = {
    "listening_mention": "after insert or update of intent, sentiment, language, published_at or delete "
    "on listening_mention for each row execute function figures_follow_mention()",
    "channels_item": "after update of withdrawn_at on channels_item for each row "
    "when ((old.withdrawn_at is null) <> (new.withdrawn_at is null)) execute function figures_follow_item()",
    "waiting_wait": "after insert or update or delete on waiting_wait "
    "for each row execute function figures_follow_wait()",
    "tenancy_organisation": "after update of time_zone on tenancy_organisation for each row "
    "when (old.time_zone <> new.time_zone) execute function figures_follow_zone()",
}


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0001_first"),
        ("listening", "0002_keep_organisations_apart"),
        ("waiting", "0003_follow_conversations"),
    ]

    operations = [
        TenantTable("Heard"),
        TenantTable("Praise"),
        *[migrations.RunSQL(sql, f"drop function {signature}") for signature, sql in FUNCTIONS.items()],
        *[
            migrations.RunSQL(f"create trigger figures_follow {what}", f"drop trigger figures_follow on {table}")
            for table, what in TRIGGERS.items()
        ],
        migrations.RunSQL("select figures_recount(id) from tenancy_organisation", migrations.RunSQL.noop),
    ]
