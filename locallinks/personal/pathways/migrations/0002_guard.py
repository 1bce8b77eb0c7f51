from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("pathways_pathway", purposes=("planning",)),
        protect("pathways_step", purposes=("planning",)),
        protect("pathways_advocacycheck", purposes=("planning",)),
        append_only("pathways_step"),
        append_only("pathways_advocacycheck"),
    ]
