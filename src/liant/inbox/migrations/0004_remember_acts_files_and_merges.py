import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from liant.tenancy.operations import TenantTable
from django.db import migrations, models

OPENINGS = """
    update inbox_conversation c set opening = left(regexp_replace(btrim(first.body), '\\s+', ' ', 'g'), 280)
    from (select distinct on (conversation_id) conversation_id, body from inbox_message where direction = 'theirs'
          order by conversation_id, at, id) first
    where first.conversation_id = c.id
"""


def same_organisation(table, column, target):
    name = f"{table}_{column}_same_organisation"
    return migrations.RunSQL(
        f"alter table {table} add constraint {name} foreign key (organisation_id, {column}) "
        f"references {target} (organisation_id, id) deferrable initially deferred",
        f"alter table {table} drop constraint {name}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("channels", "0002_keep_organisations_apart"),
        ("inbox", "0003_read_along_indexes"),
        ("people", "0003_search_people"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=40)),
                ("at", models.DateTimeField(default=liant.kit.clock.now)),
                ("changes", models.JSONField(default=list)),
                ("refused", models.JSONField(default=list)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form_key", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size_bytes", models.BigIntegerField()),
                ("content", models.BinaryField()),
                ("description", models.CharField(blank=True, max_length=1500)),
                ("added_at", models.DateTimeField(default=liant.kit.clock.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Habits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("undo_seconds", models.PositiveSmallIntegerField(default=10)),
            ],
        ),
        migrations.AddField(
            model_name="conversation",
            name="merged_into",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.conversation"
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="opening",
            field=models.CharField(blank=True, max_length=280),
        ),
        migrations.AddField(
            model_name="conversation",
            name="split_from",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.conversation"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="came_from",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="inbox.conversation"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", False)),
                fields=["organisation", "hat", "intent", "language", "-answered_at", "-id"],
                name="conversation_alike",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="conversation_merged"
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("split_from__isnull", False)), fields=["split_from"], name="conversation_split"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("came_from__isnull", False)), fields=["came_from"], name="message_came_from"
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="actor",
            field=liant.tenancy.fields.TenantForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="author",
            field=liant.tenancy.fields.TenantForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="message",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="inbox.message"
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
            ),
        ),
        migrations.AddField(
            model_name="habits",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["actor", "at"], name="act_of"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["message"], name="attachment_message"),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(fields=["author", "form_key"], name="attachment_form"),
        ),
        migrations.AddConstraint(
            model_name="habits",
            constraint=models.UniqueConstraint(fields=("organisation",), name="habits_once"),
        ),
        TenantTable("Attachment"),
        TenantTable("Act"),
        TenantTable("Habits"),
        same_organisation("inbox_conversation", "merged_into_id", "inbox_conversation"),
        same_organisation("inbox_conversation", "split_from_id", "inbox_conversation"),
        same_organisation("inbox_message", "came_from_id", "inbox_conversation"),
        migrations.RunSQL(OPENINGS, migrations.RunSQL.noop),
        migrations.RunSQL(
            "alter table inbox_conversation add column about tsvector generated always as "
            "(to_tsvector('french', liant_fold(subject || ' ' || opening)) "
            "|| to_tsvector('english', liant_fold(subject || ' ' || opening))) stored",
            "alter table inbox_conversation drop column about",
        ),
    ]
