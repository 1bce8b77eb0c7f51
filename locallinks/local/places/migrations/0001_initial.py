import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import locallinks.local.places.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=9, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("district_code", models.CharField(blank=True, max_length=9)),
                ("district_name", models.CharField(blank=True, max_length=120)),
                ("boundary", models.JSONField(blank=True, default=list)),
            ],
            options={
                "ordering": ["district_name", "name"],
            },
        ),
        migrations.CreateModel(
            name="ServedArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.SlugField(default="local_links", max_length=30)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_areas",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="served_areas", to="places.ward"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                        name="served_ends_after",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                locallinks.local.places.models.DateRange(
                                    "starts_on", "ends_on", django.contrib.postgres.fields.ranges.RangeBoundary()
                                ),
                                "&&",
                            ),
                            ("organisation", "="),
                            ("ward", "="),
                            ("purpose", "="),
                        ],
                        name="served_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Postcode",
            fields=[
                ("postcode", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("outcode", models.CharField(max_length=4)),
                ("latitude", models.FloatField()),
                ("longitude", models.FloatField()),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postcodes",
                        to="places.ward",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["latitude", "longitude"], name="postcode_point")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("latitude__range", (49, 62)), ("longitude__range", (-9.5, 2.5))),
                        name="postcode_in_the_uk",
                    )
                ],
            },
        ),
    ]
