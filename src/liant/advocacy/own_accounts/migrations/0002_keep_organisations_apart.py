from django.db import migrations

from liant.tenancy.operations import MemberTable, SqlFunction, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("own_accounts", "0001_first"),
        ("accounts", "0002_keep_organisations_apart"),
        ("advocacy", "0004_keep_what_experts_say_apart"),
    ]

    operations = [
        TenantTable("NetworkApp"),
        *(TenantTable(name, goes_with_its_keys=True) for name in ("OwnAccount", "Posting")),
        *(MemberTable(name) for name in ("OwnAccount", "Posting")),
        SqlFunction(
            "liant_houses_with_late_postings(moment timestamptz, most integer)",
            "table (organisation_id bigint)",
            "select distinct organisation_id from own_accounts_posting where state in ('queued', 'held', 'sending', 'unknown') "
            "and next_attempt_at < moment - interval '1 minute' "
            "and (state <> 'sending' or sending_started_at < moment - interval '1 minute') limit most",
        ),
    ]
