from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0002_tell_members")]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["organisation", "-at", "-id"], name="post_newest"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["organisation", "kind", "-at", "-id"], name="post_newest_of_kind"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["author", "-at", "-id"], name="post_newest_of_author"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("week__isnull", False)), fields=["organisation", "week", "at"], name="post_of_week"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("pinned_at__isnull", False)), fields=["organisation"], name="post_pinned"
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "made"), ("week__isnull", True), _connector="XOR"),
                name="what_was_made_has_a_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at__isnull", True), models.Q(("hidden_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_hidden_post_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt", ""), _negated=True), name="a_picture_says_what_it_shows"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("seen_at__isnull", True)), fields=["member", "-at", "-id"], name="notice_unseen"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("is_to_mail", True)), fields=["member"], name="notice_to_mail"),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)), fields=["organisation", "at"], name="flag_open"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["post", "at", "id"], name="comment_of_post"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hidden_at__isnull", True), models.Q(("hidden_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_hidden_comment_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="reaction",
            constraint=models.UniqueConstraint(
                fields=("post", "comment", "member", "kind"), name="each_reaction_once", nulls_distinct=False
            ),
        ),
    ]
