import unicodedata

from django.db import migrations

from liant.tenancy.operations import SqlFunction, TenantTable

# Every Latin letter with an accent that Unicode decomposes to one plain letter.
FOLDED = {
    chr(code): base
    for code in range(0xC0, 0x24F)
    if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and base.isascii() and base.isalpha()
}
ACCENTED = "".join(FOLDED) + "’"
PLAIN = "".join(base.lower() for base in FOLDED.values()) + "''"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_first")]

    operations = [
        TenantTable("Organisation", column="id"),
        SqlFunction(
            "liant_fold(words text)",
            "text",
            f"select translate(replace(replace(lower(words), 'œ', 'oe'), 'æ', 'ae'), '{ACCENTED}', '{PLAIN}')",
            "immutable strict parallel safe",
            is_definer=False,
        ),
        SqlFunction(
            "liant_organisation_id(asked text)", "bigint", "select id from tenancy_organisation where slug = asked"
        ),
        SqlFunction("liant_operator_organisations()", "setof bigint", "select id from tenancy_organisation"),
    ]
