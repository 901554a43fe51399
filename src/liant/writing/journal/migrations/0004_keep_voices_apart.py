from django.db import migrations

from liant.tenancy.operations import TenantTable


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_hear_and_tell")]

    operations = [TenantTable("SentMention"), TenantTable("ReaderComment"), TenantTable("PageMention")]
