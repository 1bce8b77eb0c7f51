import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("assessments", "0001_initial"),
        ("pathways", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("explained_how", models.TextField(max_length=5000)),
                (
                    "reading_format",
                    models.CharField(
                        choices=[
                            ("standard", "Standard print"),
                            ("large_print", "Large print"),
                            ("easy_read", "Easy read"),
                            ("audio", "Audio"),
                            ("braille", "Braille"),
                            ("bsl", "British Sign Language"),
                        ],
                        max_length=20,
                    ),
                ),
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
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathway"
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
                "verbose_name": "introductions offered",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NetworkChase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("asked", "Asked again"),
                            ("re_offered", "Offered another network"),
                            ("moved_on", "Planned with the council"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathway"
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
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chases", to="handovers.offer"
                    ),
                ),
            ],
            options={
                "verbose_name": "reminders to the network",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NetworkAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("accepts", models.BooleanField()),
                ("reason", models.TextField(blank=True, max_length=5000)),
                ("failure_code", models.CharField(blank=True, max_length=40, verbose_name="why not")),
                ("next_state", models.CharField(blank=True, max_length=30, verbose_name="then")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "planner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="network_answer", to="handovers.offer"
                    ),
                ),
            ],
            options={
                "verbose_name": "what the network answered",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("self", "I'd like to plan it myself")], max_length=4
                    ),
                ),
                ("said_by", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True, max_length=5000)),
                ("failure_code", models.CharField(blank=True, max_length=40, verbose_name="why not")),
                ("how_explained", models.TextField(blank=True, max_length=5000)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreement", "The person agreed"),
                            ("best_interests", "A best-interests decision"),
                            ("decider", "An attorney or deputy decided"),
                        ],
                        max_length=20,
                    ),
                ),
                ("consulted", models.TextField(blank=True, max_length=5000)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.sharingagreement",
                    ),
                ),
                (
                    "capacity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.capacitydecision",
                    ),
                ),
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
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="handovers.offer",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathway"
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
                "verbose_name": "your answer to an introduction",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CoachingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("plan_written_in_assessment", "The plan was written during the assessment"),
                            ("urgent_discharge", "Coming home from hospital could not wait"),
                            ("not_told_about_option", "They were not told they could choose this"),
                            ("judged_unsuitable", "We thought it wasn't right"),
                            ("network_full", "The network was full"),
                            ("network_declined", "The network said no"),
                            ("no_network_in_area", "No network serves this address"),
                            ("consent_refused", "They did not want their details shared"),
                            ("lost_no_response", "We lost touch"),
                            ("person_declined", "They said no"),
                        ],
                        max_length=40,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="coaching_note_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("team__isnull", False), ("worker__isnull", False), _connector="OR"),
                        name="coaching_note_is_for_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkCapacity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("places", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("at_once", "people at the same time"), ("a_month", "new people a month")],
                        max_length=10,
                    ),
                ),
                ("working_with", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("recorded_at", models.DateTimeField()),
                (
                    "network",
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
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [models.Index(fields=["network", "-recorded_at"], name="capacity_of_network")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("as_of")), _connector="OR"),
                        name="capacity_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NotOffered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("failure_code", models.CharField(max_length=40, verbose_name="why not")),
                ("words", models.TextField(blank=True, max_length=5000)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.pathway"
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
                "verbose_name": "why no introduction was offered",
                "ordering": ["recorded_at", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("failure_code", ""), _negated=True), name="not_offered_has_a_reason"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["pathway", "recorded_at"], name="offers_of_a_pathway"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("explained_how", ""), _negated=True), name="offer_was_explained"
            ),
        ),
        migrations.AddConstraint(
            model_name="networkanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepts", False), ("planner__isnull", False), _connector="OR"),
                name="yes_names_a_planner",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepts", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="network_no_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="personanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_by", ""), _negated=True), name="answer_says_who_gave_it"
            ),
        ),
        migrations.AddConstraint(
            model_name="personanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "yes"), _negated=True),
                    models.Q(("agreement__isnull", False), ("offer__isnull", False)),
                    _connector="OR",
                ),
                name="yes_has_an_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="personanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "no"), _negated=True), models.Q(("words", ""), _negated=True), _connector="OR"
                ),
                name="no_has_its_own_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="personanswer",
            constraint=models.UniqueConstraint(fields=("offer",), name="one_answer_an_offer"),
        ),
        migrations.AddConstraint(
            model_name="personanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "best_interests"), _negated=True), ("capacity__isnull", False), _connector="OR"
                ),
                name="decided_for_them_on_a_record",
            ),
        ),
    ]
