import django.db.models.deletion
import liant.tenancy.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_tell_what_became_of_the_mail"),
        ("people", "0003_search_people"),
        ("tenancy", "0002_keep_organisations_apart"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=liant.tenancy.fields.TenantForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="person_merged"
            ),
        ),
        migrations.RunSQL(
            "alter table people_person add constraint people_person_merged_into_id_same_organisation "
            "foreign key (organisation_id, merged_into_id) references people_person (organisation_id, id) "
            "deferrable initially deferred",
            "alter table people_person drop constraint people_person_merged_into_id_same_organisation",
        ),
    ]
