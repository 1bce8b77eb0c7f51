from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shared", "0001_guard"),
    ]

    operations = [
        migrations.CreateModel(
            name="RateCount",
            fields=[
                ("bucket", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("began", models.DateTimeField(db_index=True)),
                ("request_count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SubmittedForm",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("user_id", models.BigIntegerField(null=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
