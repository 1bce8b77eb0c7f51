"""Seeing a service again writes one date: long texts stand apart, and a page has room for the new row beside the old."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_synonyms")]
    operations = [
        migrations.RunSQL(
            "alter table directory_service set (fillfactor = 60, toast_tuple_target = 256)",
            "alter table directory_service reset (fillfactor, toast_tuple_target)",
        )
    ]
