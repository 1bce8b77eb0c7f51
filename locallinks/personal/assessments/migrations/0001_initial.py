import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
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
            name="AdvocacyAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("assessment", "The assessment"),
                            ("planning", "Writing the plan"),
                            ("review", "Looking at how it goes"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "difficulties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("beside", models.CharField(blank=True, max_length=200)),
                ("is_paid", models.BooleanField(null=True)),
                ("person_agrees", models.BooleanField(null=True)),
                (
                    "check_made",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.advocacycheck"
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "what was asked about an advocate",
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face"),
                            ("self", "They write it themselves, and I check it with them"),
                            ("remote", "By phone or video"),
                            ("joint", "Together with another service"),
                            ("combined", "Together with their carer's assessment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("strengths", models.TextField(blank=True, max_length=5000)),
                ("people_around", models.TextField(blank=True, max_length=5000)),
                ("community", models.TextField(blank=True, max_length=5000)),
                ("what_is_hard", models.TextField(blank=True, max_length=5000)),
                ("services", models.TextField(blank=True, max_length=5000)),
                ("strengths_tried", models.TextField(blank=True, max_length=5000)),
                ("people_tried", models.TextField(blank=True, max_length=5000)),
                ("community_tried", models.TextField(blank=True, max_length=5000)),
                ("services_tried", models.TextField(blank=True, max_length=5000)),
                ("impairment", models.BooleanField(null=True)),
                ("impairment_note", models.TextField(blank=True, max_length=5000)),
                ("significant_impact", models.BooleanField(null=True)),
                ("impact_note", models.TextField(blank=True, max_length=5000)),
                ("saved_by", models.CharField(blank=True, max_length=200)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("saved_part", models.CharField(blank=True, max_length=100)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssessmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face"),
                            ("self", "They write it themselves, and I check it with them"),
                            ("remote", "By phone or video"),
                            ("joint", "Together with another service"),
                            ("combined", "Together with their carer's assessment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("strengths", models.TextField(blank=True, max_length=5000)),
                ("people_around", models.TextField(blank=True, max_length=5000)),
                ("community", models.TextField(blank=True, max_length=5000)),
                ("what_is_hard", models.TextField(blank=True, max_length=5000)),
                ("services", models.TextField(blank=True, max_length=5000)),
                ("strengths_tried", models.TextField(blank=True, max_length=5000)),
                ("people_tried", models.TextField(blank=True, max_length=5000)),
                ("community_tried", models.TextField(blank=True, max_length=5000)),
                ("services_tried", models.TextField(blank=True, max_length=5000)),
                ("impairment", models.BooleanField(null=True)),
                ("impairment_note", models.TextField(blank=True, max_length=5000)),
                ("significant_impact", models.BooleanField(null=True)),
                ("impact_note", models.TextField(blank=True, max_length=5000)),
                ("saved_by", models.CharField(blank=True, max_length=200)),
                ("saved_at", models.DateTimeField(blank=True, null=True)),
                ("saved_part", models.CharField(blank=True, max_length=100)),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="pathways.pathway",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CapacityDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("refuse", "Whether to have an assessment"),
                            ("share", "Who may see what is written about them"),
                            ("plan", "What help to have, and from whom"),
                            ("live", "Where to live"),
                            ("money", "How to hold money for their support"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("in_question", models.CharField(max_length=300, verbose_name="what the choice is about")),
                ("help_given", models.TextField(max_length=5000)),
                ("impaired", models.BooleanField(verbose_name="something affects their mind")),
                (
                    "cannot",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("because", models.BooleanField(verbose_name="why")),
                ("evidence", models.TextField(max_length=5000)),
                ("lacks", models.BooleanField(verbose_name="cannot make this choice")),
                ("best_interests", models.TextField(blank=True, max_length=5000)),
                ("consulted", models.TextField(blank=True, max_length=5000)),
                ("decision_maker", models.CharField(blank=True, max_length=200)),
                ("wishes", models.TextField(blank=True, max_length=5000)),
                ("least_restrictive", models.TextField(blank=True, max_length=5000)),
                ("can_wait", models.TextField(blank=True, max_length=5000)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "verbose_name": "choices you could or could not make",
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said_by", models.CharField(max_length=200)),
                ("words", models.TextField(max_length=5000)),
                ("at_risk", models.BooleanField()),
                ("risk_words", models.TextField(blank=True, max_length=5000)),
                ("stands", models.BooleanField(verbose_name="the no stands")),
                ("recorded_at", models.DateTimeField()),
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
                    "capacity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.capacitydecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "a no to an assessment",
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CarerAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face, with the carer alone"),
                            ("remote", "By phone or video"),
                            ("self", "They write it themselves, and I check it with them"),
                            ("combined", "Partly together with the person they look after, if both want it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("caring", models.TextField(blank=True, max_length=5000)),
                ("around", models.TextField(blank=True, max_length=5000)),
                ("around_tried", models.TextField(blank=True, max_length=5000)),
                (
                    "able",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("some", "Some of it"), ("no", "No")], max_length=4
                    ),
                ),
                (
                    "willing",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("some", "Some of it"), ("no", "No")], max_length=4
                    ),
                ),
                ("going_on", models.TextField(blank=True, max_length=5000)),
                ("necessary_care", models.BooleanField(null=True)),
                ("necessary_note", models.TextField(blank=True, max_length=5000)),
                ("health_at_risk", models.BooleanField(null=True)),
                ("health_note", models.TextField(blank=True, max_length=5000)),
                ("significant_impact", models.BooleanField(null=True)),
                ("impact_note", models.TextField(blank=True, max_length=5000)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CarerDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("has_qualifying_cause", models.BooleanField(verbose_name="from an illness or disability")),
                ("has_unmet_outcomes", models.BooleanField(verbose_name="two or more things are hard")),
                ("has_significant_impact", models.BooleanField(verbose_name="a big effect on wellbeing")),
                (
                    "unable",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what is hard",
                    ),
                ),
                ("computed_eligible", models.BooleanField(verbose_name="what the sum says: support is due")),
                ("decided_eligible", models.BooleanField(verbose_name="what was decided: support is due")),
                ("reasons", models.TextField(max_length=5000)),
                ("why_different", models.TextField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField()),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="assessments.carerassessment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "the decision on support for a carer",
            },
        ),
        migrations.CreateModel(
            name="CarerFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("C1", "Looking after a child"),
                            ("C2", "Looking after other people"),
                            ("C3", "Keeping your own home clean and safe"),
                            ("C4", "Eating and drinking well"),
                            ("C5", "Family and friends"),
                            ("C6", "Work, learning or volunteering"),
                            ("C7", "Getting out to shops and services"),
                            ("C8", "Time for things you enjoy"),
                        ],
                        max_length=2,
                        verbose_name="which part of daily life",
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Can do this"),
                            ("unable_assist", "Cannot do this without help or reminding"),
                            ("unable_pain", "Can do this, but with a lot of pain, distress or worry"),
                            ("unable_danger", "Can do this, but it puts them or others in danger"),
                        ],
                        max_length=15,
                        verbose_name="how it goes",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="assessments.carerassessment",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "what is hard for a carer, one by one",
            },
        ),
        migrations.CreateModel(
            name="CarerFindingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("C1", "Looking after a child"),
                            ("C2", "Looking after other people"),
                            ("C3", "Keeping your own home clean and safe"),
                            ("C4", "Eating and drinking well"),
                            ("C5", "Family and friends"),
                            ("C6", "Work, learning or volunteering"),
                            ("C7", "Getting out to shops and services"),
                            ("C8", "Time for things you enjoy"),
                        ],
                        max_length=2,
                        verbose_name="which part of daily life",
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Can do this"),
                            ("unable_assist", "Cannot do this without help or reminding"),
                            ("unable_pain", "Can do this, but with a lot of pain, distress or worry"),
                            ("unable_danger", "Can do this, but it puts them or others in danger"),
                        ],
                        max_length=15,
                        verbose_name="how it goes",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.carerassessment",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.carerfinding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CarerLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cared_for_name", models.CharField(default="", max_length=200)),
                ("relation", models.CharField(max_length=100)),
                ("recorded_at", models.DateTimeField()),
                (
                    "cared_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "verbose_name": "whom you look after",
            },
        ),
        migrations.CreateModel(
            name="CarerAssessmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("face_to_face", "Face to face, with the carer alone"),
                            ("remote", "By phone or video"),
                            ("self", "They write it themselves, and I check it with them"),
                            ("combined", "Partly together with the person they look after, if both want it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("caring", models.TextField(blank=True, max_length=5000)),
                ("around", models.TextField(blank=True, max_length=5000)),
                ("around_tried", models.TextField(blank=True, max_length=5000)),
                (
                    "able",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("some", "Some of it"), ("no", "No")], max_length=4
                    ),
                ),
                (
                    "willing",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("some", "Some of it"), ("no", "No")], max_length=4
                    ),
                ),
                ("going_on", models.TextField(blank=True, max_length=5000)),
                ("necessary_care", models.BooleanField(null=True)),
                ("necessary_note", models.TextField(blank=True, max_length=5000)),
                ("health_at_risk", models.BooleanField(null=True)),
                ("health_note", models.TextField(blank=True, max_length=5000)),
                ("significant_impact", models.BooleanField(null=True)),
                ("impact_note", models.TextField(blank=True, max_length=5000)),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.carerassessment",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.carerlink",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="carerassessment",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="assessments.carerlink"
            ),
        ),
        migrations.CreateModel(
            name="EligibilityDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("has_qualifying_cause", models.BooleanField(verbose_name="from an illness or disability")),
                ("has_unmet_outcomes", models.BooleanField(verbose_name="two or more things are hard")),
                ("has_significant_impact", models.BooleanField(verbose_name="a big effect on wellbeing")),
                (
                    "unable",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what is hard",
                    ),
                ),
                ("computed_eligible", models.BooleanField(verbose_name="what the sum says: support is due")),
                ("decided_eligible", models.BooleanField(verbose_name="what was decided: support is due")),
                ("reasons", models.TextField(max_length=5000)),
                ("why_different", models.TextField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField()),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "the decision on support",
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to_whom", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="introduction", to="pathways.pathway"
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
        ),
        migrations.CreateModel(
            name="OutcomeFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("A1", "Eating and drinking well"),
                            ("A2", "Washing and keeping clean"),
                            ("A3", "Using the toilet"),
                            ("A4", "Getting dressed for the day and the weather"),
                            ("A5", "Moving around at home safely"),
                            ("A6", "Keeping home clean and safe"),
                            ("A7", "Family and friends"),
                            ("A8", "Work, learning or volunteering"),
                            ("A9", "Getting out and about: shops, buses, clubs"),
                            ("A10", "Looking after a child"),
                        ],
                        max_length=3,
                        verbose_name="which part of daily life",
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Can do this"),
                            ("unable_assist", "Cannot do this without help or reminding"),
                            ("unable_pain", "Can do this, but with a lot of pain, distress or worry"),
                            ("unable_danger", "Can do this, but it puts them or others in danger"),
                            ("unable_time", "Can do this, but it takes much longer than usual"),
                        ],
                        max_length=15,
                        verbose_name="how it goes",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("myself", "By myself"),
                            ("people", "People around me"),
                            ("community", "My community"),
                            ("short", "A short spell of help"),
                            ("regular", "Regular paid help"),
                            ("round", "Help day and night"),
                        ],
                        max_length=10,
                        verbose_name="how near the support is",
                    ),
                ),
                ("in_version", models.PositiveIntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="assessments.assessment",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "what is hard, one by one",
            },
        ),
        migrations.CreateModel(
            name="OutcomeFindingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("A1", "Eating and drinking well"),
                            ("A2", "Washing and keeping clean"),
                            ("A3", "Using the toilet"),
                            ("A4", "Getting dressed for the day and the weather"),
                            ("A5", "Moving around at home safely"),
                            ("A6", "Keeping home clean and safe"),
                            ("A7", "Family and friends"),
                            ("A8", "Work, learning or volunteering"),
                            ("A9", "Getting out and about: shops, buses, clubs"),
                            ("A10", "Looking after a child"),
                        ],
                        max_length=3,
                        verbose_name="which part of daily life",
                    ),
                ),
                (
                    "ability",
                    models.CharField(
                        choices=[
                            ("able", "Can do this"),
                            ("unable_assist", "Cannot do this without help or reminding"),
                            ("unable_pain", "Can do this, but with a lot of pain, distress or worry"),
                            ("unable_danger", "Can do this, but it puts them or others in danger"),
                            ("unable_time", "Can do this, but it takes much longer than usual"),
                        ],
                        max_length=15,
                        verbose_name="how it goes",
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("myself", "By myself"),
                            ("people", "People around me"),
                            ("community", "My community"),
                            ("short", "A short spell of help"),
                            ("regular", "Regular paid help"),
                            ("round", "Help day and night"),
                        ],
                        max_length=10,
                        verbose_name="how near the support is",
                    ),
                ),
                ("in_version", models.PositiveIntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.outcomefinding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("answers", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=200)),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="self_assessment",
                        to="assessments.assessment",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "your own words before an assessment",
            },
        ),
        migrations.CreateModel(
            name="SelfAssessmentHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("answers", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=200)),
                ("said_by", models.CharField(blank=True, max_length=200)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.selfassessment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SelfVerification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.TextField(max_length=5000)),
                ("differs", models.TextField(blank=True, max_length=5000)),
                ("verified_at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "self_assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verification",
                        to="assessments.selfassessment",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "going through your own words with you",
            },
        ),
        migrations.CreateModel(
            name="ShortTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reablement", "Help to do things again"),
                            ("intermediate", "Help to get home, or to keep out of hospital"),
                        ],
                        max_length=12,
                    ),
                ),
                ("goals", models.TextField(max_length=5000)),
                ("given_by", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("left_hospital_on", models.DateField(blank=True, null=True)),
                ("free_weeks", models.PositiveSmallIntegerField()),
                ("free_weeks_verified", models.BooleanField()),
                ("started_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="short_terms", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "a short spell of help",
                "ordering": ["-starts_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Day91Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("home", "At home, or with family"),
                            ("hospital", "In hospital"),
                            ("care_home", "In a care home"),
                            ("elsewhere", "Somewhere else"),
                            ("died", "They have died"),
                            ("not_found", "We could not find out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
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
                    "short_term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_91_answer",
                        to="assessments.shortterm",
                    ),
                ),
            ],
            options={
                "verbose_name": "where you were on day 91",
            },
        ),
        migrations.CreateModel(
            name="ShortTermEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_on", models.DateField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("none", "No help is needed now"),
                            ("less", "Some help, less than before"),
                            ("same", "Help as before"),
                            ("more", "More help than before"),
                            ("hospital", "Went into hospital"),
                            ("stopped", "They stopped early, by choice"),
                            ("died", "They died"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=5000)),
                ("recorded_at", models.DateTimeField()),
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
                    "short_term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="assessments.shortterm"
                    ),
                ),
            ],
            options={
                "verbose_name": "how a short spell of help ended",
            },
        ),
        migrations.CreateModel(
            name="TrustedAssessor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("works_for", models.CharField(max_length=200)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("training", models.CharField(max_length=500)),
                ("trusted_at", models.DateTimeField()),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "delegation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.delegation",
                    ),
                ),
                (
                    "trusted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TrustedAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("small_equipment", "Small equipment, up to £1,000"),
                            ("small_changes", "Small changes to a home, such as rails"),
                            ("alarm", "An alarm or a sensor at home"),
                            ("going_home", "Going back to support somebody already had, after hospital"),
                        ],
                        max_length=20,
                        verbose_name="what it was about",
                    ),
                ),
                ("assessed_on", models.DateField()),
                ("findings", models.TextField(max_length=5000, verbose_name="found")),
                ("advised", models.TextField(max_length=5000)),
                ("to_check", models.BooleanField(verbose_name="looked at again")),
                ("recorded_at", models.DateTimeField()),
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
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="assessments.trustedassessor",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a trusted assessor found",
                "ordering": ["-assessed_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrustedCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agrees", models.BooleanField()),
                ("words", models.TextField(max_length=5000)),
                ("checked_at", models.DateTimeField()),
                (
                    "assessment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_made",
                        to="assessments.trustedassessment",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "a second look at a trusted assessor",
            },
        ),
        migrations.CreateModel(
            name="WellbeingFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("dignity", "Being treated with respect"),
                            ("health", "Health, in body and mind"),
                            ("safety", "Being safe from harm"),
                            ("control", "A say over each day"),
                            ("occupation", "Work, learning and fun"),
                            ("money", "Money, and a place in the world"),
                            ("relationships", "Family, home life and friends"),
                            ("home", "A home that is right for them"),
                            ("contribution", "Giving something back"),
                        ],
                        max_length=15,
                        verbose_name="which part of life",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("none", "No effect"), ("some", "Some effect"), ("big", "A big effect")],
                        max_length=5,
                        verbose_name="how big the effect is",
                    ),
                ),
                ("in_version", models.PositiveIntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wellbeing",
                        to="assessments.assessment",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "what it does to your wellbeing",
            },
        ),
        migrations.CreateModel(
            name="WellbeingFindingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("dignity", "Being treated with respect"),
                            ("health", "Health, in body and mind"),
                            ("safety", "Being safe from harm"),
                            ("control", "A say over each day"),
                            ("occupation", "Work, learning and fun"),
                            ("money", "Money, and a place in the world"),
                            ("relationships", "Family, home life and friends"),
                            ("home", "A home that is right for them"),
                            ("contribution", "Giving something back"),
                        ],
                        max_length=15,
                        verbose_name="which part of life",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("none", "No effect"), ("some", "Some effect"), ("big", "A big effect")],
                        max_length=5,
                        verbose_name="how big the effect is",
                    ),
                ),
                ("in_version", models.PositiveIntegerField(default=1)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="assessments.wellbeingfinding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("pathway", "number"), name="assessments_are_numbered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_assessmenthistory" ("community", "community_tried", "home_id", "id", "impact_note", "impairment", "impairment_note", "method", "number", "pathway_id", "people_around", "people_tried", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by", "saved_part", "services", "services_tried", "significant_impact", "started_at", "started_by_id", "strengths", "strengths_tried", "version", "what_is_hard", "what_matters") VALUES (NEW."community", NEW."community_tried", NEW."home_id", NEW."id", NEW."impact_note", NEW."impairment", NEW."impairment_note", NEW."method", NEW."number", NEW."pathway_id", NEW."people_around", NEW."people_tried", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."saved_by", NEW."saved_part", NEW."services", NEW."services_tried", NEW."significant_impact", NEW."started_at", NEW."started_by_id", NEW."strengths", NEW."strengths_tried", NEW."version", NEW."what_is_hard", NEW."what_matters"); RETURN NULL;',
                    hash="c3167104244c0bdf3857fe709239eb08aacda3e0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ca2a",
                    table="assessments_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_assessmenthistory" ("community", "community_tried", "home_id", "id", "impact_note", "impairment", "impairment_note", "method", "number", "pathway_id", "people_around", "people_tried", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "saved_by", "saved_part", "services", "services_tried", "significant_impact", "started_at", "started_by_id", "strengths", "strengths_tried", "version", "what_is_hard", "what_matters") VALUES (NEW."community", NEW."community_tried", NEW."home_id", NEW."id", NEW."impact_note", NEW."impairment", NEW."impairment_note", NEW."method", NEW."number", NEW."pathway_id", NEW."people_around", NEW."people_tried", NEW."person_id", NOW(), \'update\', NEW."id", NEW."saved_at", NEW."saved_by", NEW."saved_part", NEW."services", NEW."services_tried", NEW."significant_impact", NEW."started_at", NEW."started_by_id", NEW."strengths", NEW."strengths_tried", NEW."version", NEW."what_is_hard", NEW."what_matters"); RETURN NULL;',
                    hash="2c63cd324b630a87109e9e45280ef103cb43eb9a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d96c6",
                    table="assessments_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="28fae4d615c99d1128f0072dd73d8cb97267a37d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_40b12",
                    table="assessments_assessmenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="capacitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lacks", False),
                    models.Q(("because", True), ("impaired", True), models.Q(("cannot", []), _negated=True)),
                    _connector="OR",
                ),
                name="capacity_is_presumed",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lacks", False),
                    models.Q(
                        models.Q(("best_interests", ""), _negated=True), models.Q(("consulted", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="best_interests_say_who_was_consulted",
            ),
        ),
        migrations.AddConstraint(
            model_name="capacitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lacks", False),
                    models.Q(
                        models.Q(("decision_maker", ""), _negated=True),
                        models.Q(("wishes", ""), _negated=True),
                        models.Q(("least_restrictive", ""), _negated=True),
                        models.Q(("can_wait", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="best_interests_are_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentrefusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("stands", False), ("at_risk", False), _connector="OR"),
                name="no_refusal_stands_where_somebody_is_at_risk",
            ),
        ),
        migrations.AddConstraint(
            model_name="carerdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True), name="carer_decision_has_reasons"
            ),
        ),
        migrations.AddConstraint(
            model_name="carerdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_eligible", models.F("computed_eligible")),
                    models.Q(("why_different", ""), _negated=True),
                    _connector="OR",
                ),
                name="carer_decision_against_the_sum_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="carerfinding",
            constraint=models.UniqueConstraint(fields=("assessment", "code"), name="one_carer_finding_an_outcome"),
        ),
        migrations.AddConstraint(
            model_name="carerfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__in", ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8"])),
                name="carer_outcome_is_one_of_eight",
            ),
        ),
        migrations.AddConstraint(
            model_name="carerfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("ability__in", ["able", "unable_assist", "unable_pain", "unable_danger"])),
                name="carer_ability_has_three_limbs",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_carerfindinghistory" ("ability", "assessment_id", "code", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."ability", NEW."assessment_id", NEW."code", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="314a2ddc4a47c551cdee4c6ff8886daecf7b391e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4c213",
                    table="assessments_carerfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_carerfindinghistory" ("ability", "assessment_id", "code", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."ability", NEW."assessment_id", NEW."code", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="efd996f6fdf41aa50ff2b7a528d4d8efa0cab27a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c495e",
                    table="assessments_carerfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerfindinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e0c6863c242331c97fd3c6999abef4eec24847f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6a6bf",
                    table="assessments_carerfindinghistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carerlink",
            constraint=models.UniqueConstraint(fields=("person", "cared_for"), name="one_link_a_carer"),
        ),
        migrations.AddConstraint(
            model_name="carerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("cared_for")), _negated=True), name="nobody_is_their_own_carer"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerassessmenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f94e3cd997bc9c290cc71c3df7b52b0b0560d17",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_74890",
                    table="assessments_carerassessmenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carerassessment",
            constraint=models.UniqueConstraint(fields=("link", "number"), name="carer_assessments_are_numbered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_carerassessmenthistory" ("able", "around", "around_tried", "caring", "going_on", "health_at_risk", "health_note", "home_id", "id", "impact_note", "link_id", "method", "necessary_care", "necessary_note", "number", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "significant_impact", "started_at", "started_by_id", "version", "what_matters", "willing") VALUES (NEW."able", NEW."around", NEW."around_tried", NEW."caring", NEW."going_on", NEW."health_at_risk", NEW."health_note", NEW."home_id", NEW."id", NEW."impact_note", NEW."link_id", NEW."method", NEW."necessary_care", NEW."necessary_note", NEW."number", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."significant_impact", NEW."started_at", NEW."started_by_id", NEW."version", NEW."what_matters", NEW."willing"); RETURN NULL;',
                    hash="7466c147ea167ba86627c4ab57ed9aff843f5639",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_57ca3",
                    table="assessments_carerassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carerassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_carerassessmenthistory" ("able", "around", "around_tried", "caring", "going_on", "health_at_risk", "health_note", "home_id", "id", "impact_note", "link_id", "method", "necessary_care", "necessary_note", "number", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "significant_impact", "started_at", "started_by_id", "version", "what_matters", "willing") VALUES (NEW."able", NEW."around", NEW."around_tried", NEW."caring", NEW."going_on", NEW."health_at_risk", NEW."health_note", NEW."home_id", NEW."id", NEW."impact_note", NEW."link_id", NEW."method", NEW."necessary_care", NEW."necessary_note", NEW."number", NEW."person_id", NOW(), \'update\', NEW."id", NEW."significant_impact", NEW."started_at", NEW."started_by_id", NEW."version", NEW."what_matters", NEW."willing"); RETURN NULL;',
                    hash="e9db10b8833870e17b9ce312b8e081cac222d0ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_63971",
                    table="assessments_carerassessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reasons", ""), _negated=True), name="decision_has_reasons"
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibilitydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_eligible", models.F("computed_eligible")),
                    models.Q(("why_different", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_against_the_sum_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_whom", ""), _negated=True), name="introduction_says_to_whom"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomefinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tier", ""),
                    ("tier__in", ["myself", "people", "community", "short", "regular", "round"]),
                    _connector="OR",
                ),
                name="tier_is_one_of_six",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomefinding",
            constraint=models.UniqueConstraint(fields=("assessment", "code"), name="one_finding_an_outcome"),
        ),
        migrations.AddConstraint(
            model_name="outcomefinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__in", ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10"])),
                name="outcome_is_one_of_ten",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomefinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ability__in", ["able", "unable_assist", "unable_pain", "unable_danger", "unable_time"])
                ),
                name="ability_is_one_of_five",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomefinding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_outcomefindinghistory" ("ability", "assessment_id", "code", "home_id", "id", "in_version", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier", "words") VALUES (NEW."ability", NEW."assessment_id", NEW."code", NEW."home_id", NEW."id", NEW."in_version", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."tier", NEW."words"); RETURN NULL;',
                    hash="b3ed58d0f9629b6d7e7c332cbad10b25d7546db1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f2d2e",
                    table="assessments_outcomefinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomefinding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_outcomefindinghistory" ("ability", "assessment_id", "code", "home_id", "id", "in_version", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier", "words") VALUES (NEW."ability", NEW."assessment_id", NEW."code", NEW."home_id", NEW."id", NEW."in_version", NEW."person_id", NOW(), \'update\', NEW."id", NEW."tier", NEW."words"); RETURN NULL;',
                    hash="d982ef604fba2e87a1719675572b0a55de65a028",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3560f",
                    table="assessments_outcomefinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomefindinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c021089abb68c7418048c5cbb240b7c2b14ec9d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8672b",
                    table="assessments_outcomefindinghistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_selfassessmenthistory" ("answers", "assessment_id", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "sent_at", "started_at", "version", "written_by") VALUES (NEW."answers", NEW."assessment_id", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."said_by", NEW."sent_at", NEW."started_at", NEW."version", NEW."written_by"); RETURN NULL;',
                    hash="a27baf02902e18c40ef77dc69e9d490a2b9f2663",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_17fcc",
                    table="assessments_selfassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_selfassessmenthistory" ("answers", "assessment_id", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "sent_at", "started_at", "version", "written_by") VALUES (NEW."answers", NEW."assessment_id", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."said_by", NEW."sent_at", NEW."started_at", NEW."version", NEW."written_by"); RETURN NULL;',
                    hash="5caf7e47f73e565265d46fd12576ed18f69e0106",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4e57b",
                    table="assessments_selfassessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfassessmenthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c9cc1ccb7718b9cb293696554839436d2643b3df",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4474b",
                    table="assessments_selfassessmenthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="selfverification",
            constraint=models.CheckConstraint(
                condition=models.Q(("how", ""), _negated=True), name="verification_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="shortterm",
            constraint=models.CheckConstraint(
                condition=models.Q(("goals", ""), _negated=True), name="short_term_has_goals"
            ),
        ),
        migrations.AddConstraint(
            model_name="shortterm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_hospital_on", None), ("left_hospital_on__lte", models.F("starts_on")), _connector="OR"
                ),
                name="short_term_follows_hospital",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustedassessor",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes", []), _negated=True), name="trusted_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="trustedassessor",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gt", models.F("since")), _connector="OR"),
                name="trust_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="trustedassessment",
            constraint=models.UniqueConstraint(fields=("assessor", "number"), name="trusted_assessments_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="wellbeingfinding",
            constraint=models.UniqueConstraint(fields=("assessment", "area"), name="one_finding_an_area"),
        ),
        migrations.AddConstraint(
            model_name="wellbeingfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "area__in",
                        [
                            "dignity",
                            "health",
                            "safety",
                            "control",
                            "occupation",
                            "money",
                            "relationships",
                            "home",
                            "contribution",
                        ],
                    )
                ),
                name="area_is_one_of_nine",
            ),
        ),
        migrations.AddConstraint(
            model_name="wellbeingfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("effect__in", ["none", "some", "big"])), name="effect_is_one_of_three"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wellbeingfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "assessments_wellbeingfindinghistory" ("area", "assessment_id", "effect", "home_id", "id", "in_version", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area", NEW."assessment_id", NEW."effect", NEW."home_id", NEW."id", NEW."in_version", NEW."person_id", NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="0835e5b06809414af0115a84252115cebc84e2ea",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ba50",
                    table="assessments_wellbeingfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wellbeingfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "assessments_wellbeingfindinghistory" ("area", "assessment_id", "effect", "home_id", "id", "in_version", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area", NEW."assessment_id", NEW."effect", NEW."home_id", NEW."id", NEW."in_version", NEW."person_id", NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="d4208589b1b4f72d5832fcc31a41ea1ba0c1463c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5701f",
                    table="assessments_wellbeingfinding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wellbeingfindinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="763f4dcb89b8e69aa323633f506f4d243b712c82",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_43564",
                    table="assessments_wellbeingfindinghistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
