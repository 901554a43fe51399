import django.db.models.deletion
from django.db import migrations, models

import liant.kit.clock
import liant.tenancy.fields
from liant.tenancy.operations import CURRENT, SqlFunction, TenantTable

ORGANISATION = models.ForeignKey(
    on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
)

PEERS = """
    select found.what::text, (count(*) / 5 * 5)::integer,
        (round(percentile_cont(0.5) within group (order by found.released) / 5) * 5)::integer,
        case when count(*) >= 8 then (round(percentile_cont(0.25) within group (order by found.released) / 5) * 5)::integer end,
        case when count(*) >= 8 then (round(percentile_cont(0.75) within group (order by found.released) / 5) * 5)::integer end
    from surveys_peershare found
    where found.what = any (wanted) and found.released is not null and found.organisation_id <> :current
        and exists (select 1 from surveys_peershare own
            where own.what = found.what and own.organisation_id = :current and own.released is not null)
        and not exists (select 1 from surveys_peershare gone where gone.what = found.what and gone.is_torn)
    group by found.what having count(*) >= 5
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_keep_organisations_apart")]

    operations = [
        migrations.CreateModel(
            name="PeerConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "author",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                ("organisation", ORGANISATION),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation",), name="one_peer_consent_each")],
            },
        ),
        migrations.CreateModel(
            name="PeerShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=200)),
                ("waiting", models.FloatField(null=True)),
                ("released", models.FloatField(null=True)),
                ("is_torn", models.BooleanField(default=False)),
                ("organisation", ORGANISATION),
            ],
            options={
                "indexes": [models.Index(fields=["what"], name="peer_share_what")],
                "constraints": [models.UniqueConstraint(fields=("organisation", "what"), name="one_peer_share_each")],
            },
        ),
        TenantTable("PeerConsent"),
        TenantTable("PeerShare"),
        # Told to whoever gives theirs, of five others at least, to five points; not while one was taken away.
        SqlFunction(
            "liant_peers(wanted text[])",
            "table (what text, others integer, median integer, low integer, high integer)",
            PEERS.replace(":current", CURRENT),
        ),
        # Five houses at least change at once, so that no change is one house's; six stay, so that each sees five others.
        SqlFunction(
            "liant_release_peers(wanted text[])",
            "void",
            "with ready as (select what from surveys_peershare where what = any (wanted) group by what "
            "having count(*) filter (where waiting is not null or is_torn) >= 5 "
            "and count(*) filter (where waiting is not null or released is not null) >= 6), "
            "gone as (delete from surveys_peershare where what in (select what from ready) "
            "and waiting is null and released is null) "
            "update surveys_peershare set released = coalesce(waiting, released), waiting = null, is_torn = false "
            "where what in (select what from ready) and (waiting is not null or released is not null)",
            options="volatile",
        ),
    ]
