"""A figure that short-term help rests on: for somebody to check, never in code."""

from datetime import date

from django.db import migrations


def load(apps, schema_editor):
    """docs/rules/care-act.md 5 and 10.1 (recalled, not compared with a source): the free weeks."""
    Rate = apps.get_model("reference", "Rate")
    Rate.objects.using(schema_editor.connection.alias).get_or_create(
        code="short_term_free_weeks",
        defaults={
            "words": "Weeks of short-term help that are free",
            "topic": "charging",
            "amount": 6,
            "unit": "count",
            "starts_on": date(2020, 4, 1),
            "verified": False,
            "source": "Care and Support (Charging) Regulations 2014, as recalled: compare with the regulations.",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_guard"), ("reference", "0003_first_rows")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
