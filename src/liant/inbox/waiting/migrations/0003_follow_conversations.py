from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable

TABLES = ("Target", "Wait", "Notice", "DayCount", "Publication", "Acknowledgement", "Acknowledged", "Standing", "Asking",
          "Satisfaction")  # fmt: skip

# A wait is begun, moved and ended by the database itself, in the statement that changes the conversation.
FOLLOW = """
create function waiting_follow() returns trigger language plpgsql as $liant$
declare
    was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}'::jsonb end;
    is_merged boolean := new.merged_into_id is not null;
    is_waiting boolean := new.waiting_since is not null and new.due <> 'nothing' and new.state <> 'closed'
                          and not is_merged;
    is_answer boolean := new.answered_at is not null
                         and (was ->> 'answered_at')::timestamptz is distinct from new.answered_at;
    running waiting_wait%rowtype;
    how text;
    moment timestamptz;
begin
    select * into running from waiting_wait where conversation_id = new.id and ended_at is null;
    if running.id is not null and (not is_waiting or (new.waiting_since > running.since and is_answer)) then
        how := case
            when is_merged then 'merged'
            when is_answer and new.answered_at = new.closed_at then 'elsewhere'
            when is_answer and exists (
                select from inbox_message m where m.conversation_id = new.id and m.direction = 'ours'
                and m.item_id is not null and m.at = new.answered_at) then 'elsewhere'
            when is_answer and running.due = 'thanks' then 'thanked'
            when is_answer then 'answered'
            when new.state = 'closed' then 'closed'
            when new.due = 'nothing' then 'nothing_due'
            else 'withdrawn'
        end;
        moment := case when is_answer then new.answered_at when how = 'closed' then coalesce(new.closed_at, now())
                       else now() end;
        update waiting_wait set ended_at = greatest(moment, since), ending = how, is_measured = false,
            reason = case when new.state = 'closed' then new.closed_because else '' end, next_step_at = since
            where id = running.id;
        running := null;
    end if;
    if not is_waiting then
        return null;
    end if;
    if running.id is null then
        update waiting_wait set ended_at = null, ending = '', reason = '', working_seconds = null, is_measured = false,
            hat = new.hat, intent = new.intent, due = new.due, next_step_at = since
            where id = (select max(id) from waiting_wait where conversation_id = new.id and since = new.waiting_since);
        if not found then
            insert into waiting_wait (organisation_id, conversation_id, channel_id, hat, intent, due, since, is_public,
                    is_measured, is_history, next_step_at, ending, reason)
                values (new.organisation_id, new.id, new.channel_id, new.hat, new.intent, new.due, new.waiting_since,
                    new.is_public, false, false, new.waiting_since, '', '');
        end if;
    elsif (running.since, running.hat, running.intent, running.due)
            is distinct from (new.waiting_since, new.hat, new.intent, new.due) then
        update waiting_wait set since = new.waiting_since, hat = new.hat, intent = new.intent, due = new.due,
            is_measured = false, next_step_at = new.waiting_since where id = running.id;
    end if;
    return null;
end $liant$
"""
TRIGGER = """
create trigger waiting_follow after insert or update on inbox_conversation
for each row execute function waiting_follow()
"""
THOSE_WHO_WAIT_NOW = """
insert into waiting_wait (organisation_id, conversation_id, channel_id, hat, intent, due, since, is_public, is_measured,
        is_history, next_step_at, ending, reason)
    select organisation_id, id, channel_id, hat, intent, due, waiting_since, is_public, false, false, waiting_since, '', ''
    from inbox_conversation where waiting_since is not null and due <> 'nothing' and state <> 'closed'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("waiting", "0002_answer_by_itself"),
        ("inbox", "0004_remember_acts_files_and_merges"),
        ("accounts", "0002_keep_organisations_apart"),
        ("channels", "0002_keep_organisations_apart"),
    ]

    operations = [
        *[TenantTable(name) for name in TABLES],
        migrations.RunSQL(FOLLOW, "drop function waiting_follow"),
        migrations.RunSQL(TRIGGER, "drop trigger waiting_follow on inbox_conversation"),
        migrations.RunSQL(THOSE_WHO_WAIT_NOW, migrations.RunSQL.noop),
        SqlFunction(
            "liant_waits_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, wait_id bigint)",
            "select organisation_id, id from waiting_wait where next_step_at <= moment order by next_step_at limit most",
        ),
        SqlFunction(
            "liant_standing_organisation(hash text)",
            "bigint",
            "select organisation_id from waiting_standing where token_hash = hash",
        ),
        SqlFunction(
            "liant_satisfaction_organisation(hash text)",
            "bigint",
            "select organisation_id from waiting_satisfaction where token_hash = hash",
        ),
    ]
