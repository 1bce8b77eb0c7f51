from django.db import migrations

from locallinks.foundation.shared.rls import append_only


class Migration(migrations.Migration):
    """What was said stays said. Neither table is about a person."""

    dependencies = [("handovers", "0003_places_and_coaching")]
    operations = [append_only("handovers_networkplaces"), append_only("handovers_coachingnote")]
