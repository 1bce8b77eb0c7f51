from datetime import date

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = (
    "advocacyanswers", "capacitydecision", "assessmentrefusal", "shortterm", "shorttermend", "whereonday91",
)  # fmt: skip


def six_free_weeks(apps, schema_editor):
    """care-act.md sections 5 and 10.1 (recalled, not compared with a source): a figure to check, never in code."""
    Rate = apps.get_model("reference", "Rate")
    Rate.objects.using(schema_editor.connection.alias).get_or_create(
        code="short_term_free_weeks",
        defaults={
            "words": "Weeks of short-term help that are free", "topic": "charging", "amount": 6, "unit": "count",
            "starts_on": date(2020, 4, 1), "verified": False,
            "source": "Care and Support (Charging) Regulations 2014, as recalled: compare with the regulations.",
        },
    )  # fmt: skip


class Migration(migrations.Migration):
    """Refusals and capacity stay with the council and the person; what helps to plan opens to whoever plans."""

    dependencies = [("assessments", "0006_gates_and_short_term"), ("reference", "0003_first_rates")]
    operations = [
        *(protect(f"assessments_{table}", purposes=("planning",)) for table in TABLES),
        *(append_only(f"assessments_{table}") for table in TABLES),
        migrations.RunPython(six_free_weeks, migrations.RunPython.noop),
    ]
