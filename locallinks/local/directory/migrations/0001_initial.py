import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("source", models.CharField(max_length=60)),
                ("source_id", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("phone_note", models.CharField(blank=True, max_length=200)),
                ("fees", models.TextField(blank=True)),
                ("is_free", models.BooleanField(blank=True, help_text="Empty when the feed does not say", null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Running"),
                            ("temporarily closed", "Closed for now"),
                            ("inactive", "Not running"),
                            ("defunct", "Closed for good"),
                        ],
                        default="active",
                        max_length=20,
                    ),
                ),
                ("assured_on", models.DateField(blank=True, null=True)),
                ("minimum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("maximum_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("eligibility", models.TextField(blank=True)),
                ("how_to_join", models.TextField(blank=True)),
                ("area_served", models.CharField(blank=True, max_length=500)),
                ("extra", models.JSONField(blank=True, default=dict)),
                ("organisation_name", models.CharField(blank=True, max_length=300)),
                ("other_words", models.TextField(blank=True)),
                ("content_hash", models.CharField(max_length=32)),
                ("entry_hash", models.CharField(blank=True, max_length=32)),
                ("entry_issues", models.JSONField(blank=True, default=list)),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.CombinedSearchVector(
                                    django.contrib.postgres.search.CombinedSearchVector(
                                        django.contrib.postgres.search.SearchVector(
                                            "name", config="english", weight="A"
                                        ),
                                        "||",
                                        django.contrib.postgres.search.SearchVector(
                                            "other_words", config="english", weight="B"
                                        ),
                                        django.contrib.postgres.search.SearchConfig("english"),
                                    ),
                                    "||",
                                    django.contrib.postgres.search.SearchVector(
                                        "organisation_name", config="english", weight="C"
                                    ),
                                    django.contrib.postgres.search.SearchConfig("english"),
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "description", config="english", weight="D"
                                ),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector("eligibility", config="english", weight="D"),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FeedImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("version", models.CharField(max_length=5)),
                ("by_name", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                (
                    "whole",
                    models.BooleanField(
                        help_text="The file held the whole list, so services missing from it were taken off"
                    ),
                ),
                ("read", models.PositiveIntegerField()),
                ("loaded", models.PositiveIntegerField()),
                ("created", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("mended", models.PositiveIntegerField(help_text="Loaded services in which something was put right")),
                ("noted", models.PositiveIntegerField(help_text="Loaded services somebody should look at")),
                ("refused", models.PositiveIntegerField()),
                ("withdrawn", models.PositiveIntegerField()),
                ("kept_though_missing", models.PositiveIntegerField(default=0)),
                ("counts", models.JSONField(default=dict, help_text="How many services by kind and code of issue")),
            ],
            options={
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "read",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("loaded"), "+", models.F("refused")
                                ),
                            )
                        ),
                        name="read_is_loaded_and_refused",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "loaded",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("created"), "+", models.F("changed")
                                    ),
                                    "+",
                                    models.F("unchanged"),
                                ),
                            )
                        ),
                        name="loaded_is_new_changed_unchanged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=500)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("placed_by_postcode", models.BooleanField(default=False)),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_locations",
                        to="places.ward",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="locations", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=300)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("phone_note", models.CharField(blank=True, max_length=200)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceOrganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60)),
                ("source_id", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("email", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "source_id"), name="one_organisation_of_an_id")
                ],
            },
        ),
        migrations.AddField(
            model_name="service",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="directory.serviceorganisation"
            ),
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=500, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="ServiceTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="service_tags", to="directory.service"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="service_tags", to="directory.tag"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="service",
            name="tags",
            field=models.ManyToManyField(related_name="services", through="directory.ServiceTag", to="directory.tag"),
        ),
        migrations.CreateModel(
            name="FeedIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("refused", "Left out"), ("mended", "Put right"), ("noted", "To be looked at")],
                        max_length=7,
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("source_id", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("field", models.CharField(blank=True, max_length=60)),
                ("what", models.CharField(max_length=300)),
                ("remedy", models.CharField(max_length=300)),
                (
                    "feed_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="issues", to="directory.feedimport"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["feed_import", "kind", "code"], name="issue_by_kind")],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekday", models.SmallIntegerField(blank=True, help_text="0 is Monday", null=True)),
                ("nth", models.SmallIntegerField(default=0, help_text="1 first, -1 last of the month; 0 every")),
                ("monthday", models.SmallIntegerField(blank=True, null=True)),
                ("freq", models.CharField(blank=True, max_length=10)),
                ("interval", models.PositiveSmallIntegerField(default=1)),
                ("opens_at", models.TimeField(blank=True, null=True)),
                ("closes_at", models.TimeField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="directory.location",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="schedules", to="directory.service"
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "opens_at", "pk"],
                "indexes": [models.Index(fields=["weekday", "service"], name="schedule_weekday")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday", None), ("weekday__range", (0, 6)), _connector="OR"),
                        name="weekday_monday_to_sunday",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(fields=["latitude", "longitude"], name="location_point"),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(fields=["postcode"], name="location_postcode"),
        ),
        migrations.AddConstraint(
            model_name="servicetag",
            constraint=models.UniqueConstraint(fields=("service", "tag"), name="one_tag_once"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="service_search"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name"], name="service_name_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(condition=models.Q(("withdrawn_at", None)), fields=["name"], name="service_by_name"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(fields=("source", "source_id"), name="one_service_of_an_id"),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="service_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "temporarily closed", "inactive", "defunct"])),
                name="service_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_age", None),
                    ("maximum_age", None),
                    ("minimum_age__lte", models.F("maximum_age")),
                    _connector="OR",
                ),
                name="service_ages_in_order",
            ),
        ),
    ]
