import django.db.models.deletion
from django.db import migrations, models

import liant.tenancy.fields
from liant.tenancy.operations import CURRENT, CURRENT_MEMBER, SqlFunction


class Migration(migrations.Migration):
    """What somebody wants forgotten stays in the sums, under a mark: they would otherwise fall by what was theirs."""

    dependencies = [("links", "0002_keep_organisations_apart")]

    operations = [
        migrations.AlterField(
            model_name="sharer",
            name="member",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(model_name="sharer", name="mark", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="sharer",
            constraint=models.CheckConstraint(
                condition=models.Q(("member__isnull", True), ("mark__isnull", True), _connector="XOR"),
                name="a_sharer_or_a_mark",
            ),
        ),
        migrations.RunSQL(
            "alter policy own on links_sharer "
            f"using (member_id = {CURRENT_MEMBER} or member_id is null) "
            f"with check (member_id = {CURRENT_MEMBER} or member_id is null)",
            f"alter policy own on links_sharer using (member_id = {CURRENT_MEMBER}) "
            f"with check (member_id = {CURRENT_MEMBER})",
        ),
        SqlFunction(
            "liant_shared_totals(about text, ids bigint[], first timestamptz, past timestamptz, fewest integer)",
            "table (about_id bigint, shares bigint, people bigint)",
            # who is counted is read here and told nowhere
            "select l.about_id, count(distinct l.id), coalesce(sum(f.count), 0)::bigint from links_link l "  # noqa: S608
            "join links_sharer s on s.link_id = l.id left join links_follow f on f.link_id = l.id "
            "and f.kind = 'person' and f.at >= first and f.at < past "
            "where l.organisation_id = " + CURRENT + " and l.purpose = 'share' and l.about_kind = about "
            "and l.about_id = any(ids) group by l.about_id "
            "having count(distinct coalesce(s.member_id::text, s.mark::text)) >= greatest(fewest, 5)",
        ),
    ]
