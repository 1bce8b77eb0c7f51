"""What nobody has yet stands on every worker's list: an index finds it among everybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pathways", "0007_steps_by_event")]
    operations = [
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(
                fields=["home", "state"],
                condition=models.Q(closed_at=None, social_worker=None),
                name="ways_without_a_worker",
            ),
        )
    ]
