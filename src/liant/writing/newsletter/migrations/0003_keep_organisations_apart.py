from django.db import migrations

from liant.tenancy.operations import AppendOnly, SqlFunction, TenantTable

TABLES = (
    "Postage", "Newsletter", "Subscriber", "Subscription", "Proof", "Segment", "Issue", "Pick", "SignedException",
    "Envelope", "Return", "CountedLink", "LetterPicture",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("newsletter", "0002_letters"),
        ("people", "0002_keep_organisations_apart"),
        ("channels", "0002_keep_organisations_apart"),
        ("writing", "0003_keep_organisations_apart"),
    ]

    operations = [
        *[TenantTable(name) for name in TABLES],
        AppendOnly("Proof"),
        SqlFunction(
            "liant_newsletters_due(moment timestamptz)",
            "table (organisation_id bigint, channel_id bigint)",
            "select c.organisation_id, c.id from channels_channel c where c.state = 'well' and ("
            "exists (select 1 from newsletter_envelope e where e.channel_id = c.id and e.state = 'queued' "
            "and e.kind in ('confirmation', 'trial') and e.next_attempt_at <= moment) "
            "or exists (select 1 from newsletter_envelope e where e.channel_id = c.id and e.state = 'sending') "
            "or exists (select 1 from newsletter_issue i where i.channel_id = c.id and i.state = 'sending'))",
        ),
    ]
