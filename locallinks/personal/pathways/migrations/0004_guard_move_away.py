"""Where somebody moved to: for home, the person, and those who planned with them."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("pathways", "0003_moveaway")]
    operations = [protect("pathways_moveaway", purposes=("planning",)), append_only("pathways_moveaway")]
