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
            name="AdvocacyCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("needed", models.BooleanField()),
                ("arranged_with", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(max_length=2000)),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pathway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("referred", "referred"),
                            ("assessing", "assessing"),
                            ("signposted", "signposted"),
                            ("eligible", "eligible"),
                            ("not_eligible", "not_eligible"),
                            ("community_only", "community_only"),
                            ("budgeted", "budgeted"),
                            ("handover_offered", "handover_offered"),
                            ("handover_sent", "handover_sent"),
                            ("planning", "planning"),
                            ("self_planning", "self_planning"),
                            ("council_planning", "council_planning"),
                            ("plan_submitted", "plan_submitted"),
                            ("approved", "approved"),
                            ("brokering", "brokering"),
                            ("live", "live"),
                            ("in_review", "in_review"),
                            ("suspended", "suspended"),
                            ("ended", "ended"),
                        ],
                        max_length=30,
                        verbose_name="stage",
                    ),
                ),
                ("state_since", models.DateTimeField(verbose_name="at this stage since")),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                        blank=True,
                        null=True,
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
                    "social_worker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "your way through",
            },
        ),
        migrations.CreateModel(
            name="MoveAway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved_on", models.DateField()),
                ("address", models.TextField(max_length=500)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("new_council", models.CharField(blank=True, max_length=200)),
                (
                    "informed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), size=None, verbose_name="told"
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
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
                    "pathway",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="move_away", to="pathways.pathway"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("event", models.CharField(max_length=40, verbose_name="what happened")),
                ("from_state", models.CharField(blank=True, max_length=30, verbose_name="from stage")),
                ("to_state", models.CharField(max_length=30, verbose_name="to stage")),
                ("actor_name", models.CharField(max_length=200, verbose_name="who did it")),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="pathways.pathway"
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
                "verbose_name": "steps on the way",
                "ordering": ["pathway", "number"],
            },
        ),
        migrations.CreateModel(
            name="WorkerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("social_worker", "Social worker"), ("planner", "Support planner")], max_length=20
                    ),
                ),
                ("reason", models.TextField(max_length=1000)),
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
                    "instead_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="pathways.pathway"
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
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "who works with you",
            },
        ),
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(fields=["home", "state", "state_since"], name="pathways_pa_home_id_ab0bd5_idx"),
        ),
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(fields=["network", "state"], name="pathways_pa_network_66a3f7_idx"),
        ),
        migrations.AddIndex(
            model_name="pathway",
            index=models.Index(
                condition=models.Q(("closed_at", None), ("social_worker", None)),
                fields=["home", "state"],
                name="pathways_without_a_worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="pathway",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("person",), name="one_open_pathway"
            ),
        ),
        migrations.AddConstraint(
            model_name="pathway",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None), ("state__in", ["community_only", "ended", "signposted"]), _connector="XOR"
                ),
                name="closed_pathways_have_a_date",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["home", "event", "at"], name="steps_by_event"),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(fields=["pathway", "event", "number"], name="steps_of_pathway_by_event"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("pathway", "number"), name="steps_are_numbered"),
        ),
    ]
