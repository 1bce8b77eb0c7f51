"""Who planned, and when support was all in place, are steps of a kind of one way: an index finds each by itself.

The kinds of step of a whole council (0007) were read beside it, eleven thousand for eight people.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0008_ways_without_a_worker")]
    operations = [
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["pathway", "event", "number"], name="steps_of_a_way_by_event"),
        )
    ]
