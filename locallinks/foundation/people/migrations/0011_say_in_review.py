"""A link to say how it is going, in a review."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_guard_merging")]
    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("read_plan", "Read your plan and say what you think"),
                    ("partner_answer", "Answer for your organisation"),
                    ("self_assess", "Write about yourself, for your assessment"),
                    ("say_price", "Say if you can help, and what it costs"),
                    ("say_in_review", "Say how it is going"),
                ],
                max_length=30,
            ),
        ),
    ]
