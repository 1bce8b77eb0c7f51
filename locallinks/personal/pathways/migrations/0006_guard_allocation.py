"""Who worked with somebody: for home, the person, and those who plan with them."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("pathways", "0005_allocation")]
    operations = [protect("pathways_allocation", purposes=("planning",)), append_only("pathways_allocation")]
