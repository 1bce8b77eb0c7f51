"""What was just written is found as fast as what is old: no list of entries that every search must read through."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0003_relationship_kind")]
    operations = [
        migrations.RunSQL(f"alter index {index} set (fastupdate = off)", f"alter index {index} reset (fastupdate)")
        for index in ("people_person_trigram", "people_person_sounds")
    ]
