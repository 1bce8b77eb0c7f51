"""Counting a council's introductions asks for a few kinds of step of a year: an index finds them in three."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0006_guard_allocation")]
    operations = [
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["home", "event", "at"], name="steps_by_event"),
        )
    ]
