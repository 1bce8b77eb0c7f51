"""The value over which a plan goes to a panel. A default of this design: nobody has checked it, and the page says so."""

from datetime import date

from django.db import migrations


def load(apps, schema_editor):
    Rate = apps.get_model("reference", "Rate")
    Rate.objects.using(schema_editor.connection.alias).create(
        code="panel_over",
        words="A plan that costs more than this a week goes to a panel",
        topic="budget",
        amount=50_000,
        unit="pence",
        starts_on=date(2020, 4, 1),
        verified=False,
        source="This system's own default. Your council decides.",
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_guard"), ("reference", "0003_first_rows")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
