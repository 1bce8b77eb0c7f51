"""The levels of risk that a neighbourhood team starts from. Nobody has checked them, and the page says so."""

from datetime import date

from django.db import migrations

SOURCE = "This system's own default: three levels, as most NHS teams have. Your council and the NHS decide together."
TIERS = (
    ("close", "The team keeps close: much could go wrong soon"),
    ("watchful", "The team keeps an eye: things are getting harder"),
    ("self", "They manage, and know whom to ring"),
)


def load(apps, schema_editor):
    code = apps.get_model("reference", "Code")
    code.objects.using(schema_editor.connection.alias).bulk_create(
        code(
            list_name="risk_tier",
            code=name,
            words=words,
            order=order,
            starts_on=date(2020, 4, 1),
            source=SOURCE,
            verified=False,
        )
        for order, (name, words) in enumerate(TIERS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("reference", "0003_first_rows"), ("teams", "0002_guard")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
