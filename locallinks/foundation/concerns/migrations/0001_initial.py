import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about_name", models.CharField(max_length=200)),
                ("about_where", models.CharField(blank=True, max_length=300)),
                ("danger_now", models.BooleanField()),
                ("what_happened", models.TextField(max_length=5000)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("person_knows", models.BooleanField()),
                ("wants", models.TextField(blank=True, max_length=2000)),
                (
                    "safe_to_contact",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_sure", "I am not sure")], max_length=10
                    ),
                ),
                ("safe_how", models.CharField(blank=True, max_length=300)),
                ("source_name", models.CharField(blank=True, max_length=200)),
                (
                    "hidden_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("raised_from", models.CharField(blank=True, max_length=200)),
                ("raised_at", models.DateTimeField()),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "source_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConcernDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("has_needs", models.BooleanField()),
                ("at_risk", models.BooleanField()),
                ("cannot_protect", models.BooleanField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("enquiry", "Make enquiries, or ask somebody to (section 42)"),
                            ("other", "Something else helps: say what"),
                            ("no_further", "Nothing more is needed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reasons", models.TextField(max_length=5000)),
                ("wants", models.TextField(blank=True, max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="concerns.concern"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ConcernOutcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("findings", models.TextField(max_length=5000, verbose_name="found")),
                (
                    "risk",
                    models.CharField(
                        choices=[
                            ("removed", "The risk is gone"),
                            ("reduced", "The risk is smaller"),
                            ("remains", "The risk is still there"),
                            ("none_found", "We found no risk"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "wishes",
                    models.CharField(
                        choices=[
                            ("met", "Yes, all of it"),
                            ("partly", "Some of it"),
                            ("not_met", "No"),
                            ("not_said", "They did not want to say, or could not be asked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("keeps_safe", models.TextField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "concern",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="concerns.concern"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConcernReader",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("why", models.TextField(max_length=1000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readers", to="concerns.concern"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="concern",
            index=models.Index(fields=["home", "-raised_at"], name="concerns_co_home_id_b14d3e_idx"),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(("about_name", ""), _negated=True), name="concern_says_about_whom"
            ),
        ),
        migrations.AddConstraint(
            model_name="concerndecision",
            constraint=models.UniqueConstraint(fields=("concern", "number"), name="one_next_decision"),
        ),
        migrations.AddConstraint(
            model_name="concerndecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("at_risk", True), ("cannot_protect", True), ("has_needs", True), _negated=True),
                    ("decision", "enquiry"),
                    _connector="OR",
                ),
                name="all_three_parts_mean_enquiries",
            ),
        ),
        migrations.AddConstraint(
            model_name="concernreader",
            constraint=models.UniqueConstraint(fields=("concern", "user"), name="opened_once_to_somebody"),
        ),
    ]
