from django.db import migrations

from liant.tenancy.operations import SqlFunction

# with the rights of whoever asks; functions of other rooms that run as the owner ask it of one member after the other
AGREED = (
    "select exists (select 1 from community_consent c join accounts_member m on m.id = c.member_id and m.is_active "
    "where c.member_id = who and c.given_at <= moment)"
)


class Migration(migrations.Migration):
    dependencies = [("community", "0005_letters_too"), ("accounts", "0002_keep_organisations_apart")]

    operations = [
        SqlFunction("liant_agreed_before(who bigint, moment timestamptz)", "boolean", AGREED, is_definer=False),
    ]
