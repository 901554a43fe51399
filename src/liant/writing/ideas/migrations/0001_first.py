import django.db.models.deletion
import liant.kit.clock
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("channels", "0003_foresee_the_end_of_access"),
        ("tenancy", "0002_keep_organisations_apart"),
        ("writing", "0003_keep_organisations_apart"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.URLField(max_length=2000)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=200)),
                ("site", models.CharField(blank=True, max_length=200)),
                ("dated", models.CharField(blank=True, max_length=10)),
                ("text", models.TextField(blank=True)),
                ("read_at", models.DateTimeField(default=liant.kit.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="writing.piece"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("piece",), name="one_article_per_piece")],
            },
        ),
        migrations.CreateModel(
            name="Idea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("told_at", models.DateTimeField(default=liant.kit.clock.now)),
                ("url", models.URLField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "waits for an answer"), ("taken", "became a piece"), ("aside", "put aside")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "author",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="accounts.member"
                    ),
                ),
                (
                    "item",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="channels.item"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="tenancy.organisation"
                    ),
                ),
                (
                    "piece",
                    liant.tenancy.fields.TenantForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ideas",
                        to="writing.piece",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state", "-told_at", "-id"], name="idea_state"),
                    models.Index(fields=["author", "-told_at", "-id"], name="idea_of"),
                    models.Index(condition=models.Q(("piece__isnull", False)), fields=["piece"], name="idea_piece"),
                    models.Index(condition=models.Q(("item__isnull", False)), fields=["item"], name="idea_item"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "aside"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_idea_put_aside_is_answered",
                    )
                ],
            },
        ),
    ]
