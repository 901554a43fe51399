from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crisis", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="crisis",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["organisation"], name="crisis_on"
            ),
        ),
        migrations.AddIndex(
            model_name="crisis",
            index=models.Index(fields=["organisation", "-began_at", "-id"], name="crisis_newest"),
        ),
        migrations.AddIndex(
            model_name="crisis",
            index=models.Index(fields=["organisation", "ended_at"], name="crisis_ended"),
        ),
        migrations.AddConstraint(
            model_name="crisis",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_exercise", True), ("is_shown", True), _negated=True),
                name="an_exercise_is_never_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="crisis",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), ("ended_at__gte", models.F("began_at")), _connector="OR"
                ),
                name="a_crisis_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["crisis", "place", "id"], name="check_in_order"),
        ),
        migrations.AddConstraint(
            model_name="bulletin",
            constraint=models.UniqueConstraint(fields=("crisis", "audience", "number"), name="each_bulletin_once"),
        ),
        migrations.AddIndex(
            model_name="learned",
            index=models.Index(fields=["crisis", "at", "id"], name="learned_in_order"),
        ),
        migrations.AddIndex(
            model_name="learned",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("due_on__isnull", False), ("told_at__isnull", True)),
                fields=["due_on"],
                name="learned_due",
            ),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["crisis", "-at", "-id"], name="line_newest"),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("crisis", "occasion"), name="each_line_once"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["version", "edition"], name="release_version"),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                fields=("crisis", "version", "edition", "delivery", "is_rehearsed"),
                name="each_release_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__isnull", True), ("delivery__isnull", True), _connector="XOR"),
                name="one_thing_is_released",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["crisis", "-at"], name="statement_of"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("piece",), name="one_statement_per_piece"),
        ),
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.UniqueConstraint(fields=("organisation", "name"), name="one_territory_per_name"),
        ),
    ]
