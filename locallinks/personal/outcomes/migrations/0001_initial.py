import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("pathways", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Licence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("ucla3", "Loneliness: three questions (UCLA-3)"),
                            ("ons-lonely", "Loneliness: one question (ONS)"),
                            ("ons4", "How life is: four questions (ONS4)"),
                            ("swemwbs", "Wellbeing: seven statements (SWEMWBS)"),
                            ("ascot", "Quality of life with care: eight questions (ASCOT SCT4)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reference", models.CharField(max_length=200)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("wording", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reference", ""), _negated=True), name="licence_has_a_reference"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scale",
                    models.CharField(
                        choices=[
                            ("ucla3", "Loneliness: three questions (UCLA-3)"),
                            ("ons-lonely", "Loneliness: one question (ONS)"),
                            ("ons4", "How life is: four questions (ONS4)"),
                            ("swemwbs", "Wellbeing: seven statements (SWEMWBS)"),
                            ("ascot", "Quality of life with care: eight questions (ASCOT SCT4)"),
                        ],
                        max_length=20,
                        verbose_name="which questions",
                    ),
                ),
                ("version", models.CharField(max_length=60)),
                (
                    "moment",
                    models.CharField(
                        choices=[
                            ("baseline", "When the plan is made"),
                            ("three_months", "Three months on"),
                            ("twelve_months", "Twelve months on"),
                            ("exit", "At the end"),
                            ("between", "In between"),
                        ],
                        max_length=15,
                        verbose_name="when they were asked",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face"),
                            ("phone", "By phone"),
                            ("paper", "On paper"),
                            ("screen", "On a screen, alone"),
                        ],
                        max_length=15,
                        verbose_name="how they were asked",
                    ),
                ),
                ("completed_by", models.CharField(max_length=200)),
                ("proxy", models.BooleanField(verbose_name="answered by somebody else")),
                ("language", models.CharField(max_length=60)),
                ("taken_on", models.DateField()),
                ("answers", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "home",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "your answers to questions on how you are",
                "ordering": ["taken_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("completed_by", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="reply_says_who_and_language",
                    )
                ],
            },
        ),
    ]
