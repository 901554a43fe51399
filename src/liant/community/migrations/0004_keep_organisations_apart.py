from django.db import migrations, models

from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.operations import SqlFunction, TenantTable

BOTH = "to_tsvector('french', liant_fold({0})) || to_tsvector('english', liant_fold({0}))"
OF_POST, OF_COMMENT = BOTH.format("title || ' ' || text"), BOTH.format("text")
# what is hidden or taken back is left out by the page, which knows who reads
SEARCH = """
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    (select p.id from community_post p, asked
     where p.search @@ asked.in_text and p.organisation_id = asked.organisation order by p.id desc limit most)
    union
    (select c.post_id from community_comment c, asked
     where c.search @@ asked.in_text and c.organisation_id = asked.organisation
       and c.hidden_at is null and c.withdrawn_at is null order by c.id desc limit most)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0003_hold_together"),
        ("accounts", "0002_keep_organisations_apart"),
        ("people", "0003_search_people"),
    ]

    operations = [
        TenantTable("Arrangement"),
        TenantTable("Post"),
        TenantTable("Comment"),
        # a post and its answer name each other: the key of the second waits until both tables are there
        migrations.AddField(
            "post",
            "answer",
            TenantForeignKey(null=True, on_delete=models.SET_NULL, related_name="+", to="community.comment"),
        ),
        migrations.AddConstraint(
            "post",
            models.CheckConstraint(
                condition=models.Q(("kind", "question"), ("answer__isnull", True), _connector="OR"),
                name="a_question_is_answered",
            ),
        ),
        migrations.RunSQL(
            "alter table community_post add constraint community_post_answer_id_same_organisation "
            "foreign key (organisation_id, answer_id) references community_comment (organisation_id, id) "
            "deferrable initially deferred",
            "alter table community_post drop constraint community_post_answer_id_same_organisation",
        ),
        TenantTable("Reaction"),
        TenantTable("Picture"),
        TenantTable("Flag"),
        TenantTable("Choice"),
        TenantTable("Notice"),
        TenantTable("Feed"),
        TenantTable("Consent"),
        migrations.RunSQL(
            "alter table community_post add column search tsvector generated always as "
            f"({OF_POST}) stored; "
            "create index community_post_search on community_post using gin (search) with (fastupdate = off); "
            f"alter table community_comment add column search tsvector generated always as ({OF_COMMENT}) stored; "
            "create index community_comment_search on community_comment using gin (search) with (fastupdate = off)",
            "alter table community_post drop column search; alter table community_comment drop column search",
        ),
        SqlFunction("liant_search_posts(words text, most integer)", "table (post_id bigint)", SEARCH),
        SqlFunction(
            "liant_community_digests_due(moment timestamptz, most integer)",
            "table (organisation_id bigint, choice_id bigint)",
            "select organisation_id, id from community_choice where digest <> 'never' and next_at <= moment "
            "order by next_at limit most",
        ),
        SqlFunction(
            "liant_community_feed(hash text)",
            "bigint",
            "select organisation_id from community_feed where token_hash = hash",
        ),
    ]
