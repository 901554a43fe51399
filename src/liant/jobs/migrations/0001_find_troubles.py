"""The page of background work finds what needs a look without reading the whole queue."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]

    operations = [
        migrations.RunSQL(
            "create index liant_jobs_unfinished on procrastinate_jobs ((args -> 'organisation_id'), status, id) "
            "where status in ('failed', 'doing', 'todo')",
            "drop index liant_jobs_unfinished",
        ),
    ]
