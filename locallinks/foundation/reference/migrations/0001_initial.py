import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BankHoliday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("name", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=500)),
                ("verified", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=500)),
                ("verified", models.BooleanField(default=False)),
                ("list_name", models.SlugField(max_length=60)),
                ("code", models.SlugField(max_length=60)),
                ("words", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["list_name", "order", "code"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="code_has_source"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="code_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=500)),
                ("verified", models.BooleanField(default=False)),
                ("code", models.SlugField(max_length=60)),
                ("words", models.CharField(max_length=200)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("support", "What support costs"),
                            ("budget", "Working out a budget"),
                            ("clocks", "How long things should take"),
                            ("charging", "What people pay"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount", models.IntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("pence", "An amount of money"),
                            ("pence_per_hour", "Money an hour"),
                            ("pence_per_point", "Money a point"),
                            ("working_days", "Working days"),
                            ("months", "Months"),
                            ("percent", "Percent"),
                            ("count", "A number"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000)),
            ],
            options={
                "ordering": ["topic", "code", "starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="rate_not_negative"),
                    models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="rate_has_source"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                        name="rate_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("holidays_of", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=500)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "rate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="reference.rate",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holidays_of", None), ("rate__isnull", False)),
                            models.Q(("holidays_of__isnull", False), ("rate", None)),
                            _connector="OR",
                        ),
                        name="verification_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="verification_has_source"
                    ),
                ],
            },
        ),
    ]
