"""How the rows of services lie: long texts stand apart, and a page has room for the new row beside the old.

Seeing a service again writes one date.
"""

from django.db import migrations

ROOM = "alter table directory_service set (fillfactor = 60, toast_tuple_target = 256)"


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunSQL(ROOM, migrations.RunSQL.noop)]
