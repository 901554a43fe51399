from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_hold_together"),
        ("accounts", "0002_keep_organisations_apart"),
        ("people", "0002_keep_organisations_apart"),
    ]

    operations = [
        TenantTable("Questionnaire"),
        TenantTable("Edition"),
        AppendOnly("Edition"),
        TenantTable("Wave"),
        TenantTable("Invitation"),
        TenantTable("Ballot"),
        TenantTable("Draft"),
        TenantTable("Slip"),
        TenantTable("UsedSlip"),
        TenantTable("Answer"),
        TenantTable("NamedAnswer"),
        TenantTable("Publication"),
        SqlFunction(
            "liant_wave_of_link(hashed text)",
            "table (organisation_id bigint, wave_id bigint)",
            "select organisation_id, wave_id from surveys_ballot where token_hash = hashed "
            "union all select organisation_id, wave_id from surveys_invitation where token_hash = hashed and hashed <> ''",
        ),
        SqlFunction(
            "liant_wave_of_key(key text)",
            "table (organisation_id bigint, wave_id bigint)",
            "select organisation_id, id from surveys_wave where link_key = key and key <> '' and state <> 'dropped'",
        ),
        SqlFunction(
            "liant_waves_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, wave_id bigint, what text)",
            "(select organisation_id, id, 'opens' from surveys_wave where state = 'draft' and opens_at <= moment "
            "limit most) union all "
            "(select organisation_id, id, 'closes' from surveys_wave where state = 'open' and closes_at <= moment "
            "limit most) union all "
            "(select w.organisation_id, w.id, 'empties' from surveys_wave w where state = 'open' "
            "and (last_emptied_at is null or last_emptied_at < moment - interval '10 minutes') "
            "and exists (select 1 from surveys_slip s where s.wave_id = w.id) limit most) union all "
            "(select w.organisation_id, w.id, 'writes' from surveys_wave w where state = 'open' "
            "and exists (select 1 from surveys_invitation i where i.wave_id = w.id and i.state in ('waiting', 'sending')) "
            "limit most)",
        ),
    ]
