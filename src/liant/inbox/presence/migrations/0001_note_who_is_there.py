import django.db.models.deletion
from django.db import migrations, models

import liant.kit.clock
import liant.tenancy.fields
from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("inbox", "0003_read_along_indexes"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("is_writing", models.BooleanField(default=False)),
                (
                    "conversation",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inbox.conversation"
                    ),
                ),
                (
                    "member",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "seen_at"], name="look_to_forget")],
                "constraints": [models.UniqueConstraint(fields=("conversation", "member"), name="one_look_at_a_time")],
            },
        ),
        TenantTable("Look"),
        # worth nothing after a minute: no journal, no backup of it, and empty after a crash
        migrations.RunSQL("alter table presence_look set unlogged", migrations.RunSQL.noop),
    ]
