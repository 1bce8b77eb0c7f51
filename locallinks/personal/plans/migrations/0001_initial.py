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
        ("assessments", "0001_initial"),
        ("directory", "0001_initial"),
        ("pathways", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("plan", "A plan, or part of one, written on paper"),
                            ("signed", "Something the person signed"),
                            ("shown", "Something we were shown"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("description", models.CharField(max_length=300, verbose_name="shows")),
                ("name", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=5)),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="pathways.pathway"
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
                "verbose_name": "papers and photos",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AttachmentContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="content", to="plans.attachment"
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
                "verbose_name": "what is in a paper",
            },
        ),
        migrations.CreateModel(
            name="AttachmentRemoval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="removal", to="plans.attachment"
                    ),
                ),
                (
                    "by",
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
                "verbose_name": "papers taken out",
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("words", models.TextField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "what was said about the plan",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="plans.comment"
                    ),
                ),
            ],
            options={
                "verbose_name": "answers to what was said",
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField(max_length=500)),
                ("important", models.BooleanField(default=False)),
                ("who_could_help", models.CharField(blank=True, max_length=300)),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("some", "Some of the way"),
                            ("there", "There"),
                            ("let_go", "Not wanted any more"),
                        ],
                        default="not_started",
                        max_length=12,
                    ),
                ),
                ("progress_words", models.TextField(blank=True, max_length=2000)),
                ("progress_on", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="pathways.pathway"
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
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GoalHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.TextField(max_length=500)),
                ("important", models.BooleanField(default=False)),
                ("who_could_help", models.CharField(blank=True, max_length=300)),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("some", "Some of the way"),
                            ("there", "There"),
                            ("let_go", "Not wanted any more"),
                        ],
                        default="not_started",
                        max_length=12,
                    ),
                ),
                ("progress_words", models.TextField(blank=True, max_length=2000)),
                ("progress_on", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="plans.goal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statutory", "Care arranged by the council: home care, a day away, a break"),
                            ("local_paid", "Paid help from somebody local"),
                            ("voluntary", "A volunteer, or something the network runs"),
                            ("informal", "Family, friends or neighbours"),
                            ("community_asset", "Something in the community, open to all"),
                            ("equipment", "Equipment"),
                            ("self", "What the person does"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("given_by", models.CharField(blank=True, max_length=300)),
                ("what_when", models.CharField(blank=True, max_length=300)),
                ("minutes_per_week", models.PositiveIntegerField(default=0)),
                (
                    "council_cost_pence",
                    models.PositiveIntegerField(default=0, verbose_name="what the council pays, a week"),
                ),
                ("nhs_cost_pence", models.PositiveIntegerField(default=0, verbose_name="what the NHS pays, a week")),
                ("own_cost_pence", models.PositiveIntegerField(default=0, verbose_name="your own money, a week")),
                ("eligible", models.BooleanField(default=True)),
                ("essential", models.BooleanField(default=False)),
                ("personal_care", models.BooleanField(default=False)),
                ("regulated", models.BooleanField(default=False, verbose_name="needs a check by law")),
                ("check_seen", models.BooleanField(default=False, verbose_name="the check was seen")),
                ("contingency", models.TextField(blank=True, max_length=5000, verbose_name="plan B")),
                ("giver_agreed", models.BooleanField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "deployment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct_payment", "Paid to the person, or somebody they choose"),
                            ("isf", "Held by the network or a provider, and spent as the person says"),
                            ("managed_account", "Looked after by the network, and still the person's own payment"),
                            ("council_managed", "Held by the council, which pays"),
                            ("pooled", "Put together with other people's, as each of them agreed"),
                            ("mixed", "A different way for different parts of the plan"),
                        ],
                        max_length=20,
                        verbose_name="how the money is held",
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_reason", models.TextField(blank=True, max_length=5000)),
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
                    "previous_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plans.line",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.service",
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
                "verbose_name": "parts of your plan",
                "ordering": ["plan", "pk"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="line",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.line"
            ),
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "planning_route",
                    models.CharField(
                        choices=[
                            ("network", "With the network"),
                            ("self", "By the person"),
                            ("council", "With the council"),
                        ],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("about_me", models.TextField(blank=True, max_length=5000)),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("good_week", models.TextField(blank=True, max_length=5000)),
                (
                    "wellbeing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("advice", models.TextField(blank=True, max_length=5000)),
                ("contingency", models.TextField(blank=True, max_length=5000, verbose_name="plan B")),
                ("what_if", models.JSONField(blank=True, default=list)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "author_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="who wrote it",
                    ),
                ),
                ("content_version", models.PositiveIntegerField(default=1, editable=False)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="pathways.pathway"
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
                "ordering": ["pathway", "number"],
            },
        ),
        migrations.CreateModel(
            name="LineHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("statutory", "Care arranged by the council: home care, a day away, a break"),
                            ("local_paid", "Paid help from somebody local"),
                            ("voluntary", "A volunteer, or something the network runs"),
                            ("informal", "Family, friends or neighbours"),
                            ("community_asset", "Something in the community, open to all"),
                            ("equipment", "Equipment"),
                            ("self", "What the person does"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("given_by", models.CharField(blank=True, max_length=300)),
                ("what_when", models.CharField(blank=True, max_length=300)),
                ("minutes_per_week", models.PositiveIntegerField(default=0)),
                (
                    "council_cost_pence",
                    models.PositiveIntegerField(default=0, verbose_name="what the council pays, a week"),
                ),
                ("nhs_cost_pence", models.PositiveIntegerField(default=0, verbose_name="what the NHS pays, a week")),
                ("own_cost_pence", models.PositiveIntegerField(default=0, verbose_name="your own money, a week")),
                ("eligible", models.BooleanField(default=True)),
                ("essential", models.BooleanField(default=False)),
                ("personal_care", models.BooleanField(default=False)),
                ("regulated", models.BooleanField(default=False, verbose_name="needs a check by law")),
                ("check_seen", models.BooleanField(default=False, verbose_name="the check was seen")),
                ("contingency", models.TextField(blank=True, max_length=5000, verbose_name="plan B")),
                ("giver_agreed", models.BooleanField(blank=True, null=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "deployment",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct_payment", "Paid to the person, or somebody they choose"),
                            ("isf", "Held by the network or a provider, and spent as the person says"),
                            ("managed_account", "Looked after by the network, and still the person's own payment"),
                            ("council_managed", "Held by the council, which pays"),
                            ("pooled", "Put together with other people's, as each of them agreed"),
                            ("mixed", "A different way for different parts of the plan"),
                        ],
                        max_length=20,
                        verbose_name="how the money is held",
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_reason", models.TextField(blank=True, max_length=5000)),
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
                        to="plans.line",
                    ),
                ),
                (
                    "previous_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plans.line",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="directory.service",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="line",
            name="plan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="plans.plan"),
        ),
        migrations.AddField(
            model_name="comment",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="plans.plan"
            ),
        ),
        migrations.CreateModel(
            name="PlanAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("agreement", "They said it themselves"),
                            ("best_interests", "They cannot decide this, so it was decided in their best interests"),
                            ("decider", "They cannot decide this, and an attorney or deputy who may decided it"),
                        ],
                        default="agreement",
                        max_length=20,
                    ),
                ),
                ("plan_version", models.PositiveIntegerField()),
                ("agrees", models.BooleanField()),
                ("words", models.TextField(blank=True, max_length=5000)),
                ("told_of_network_share", models.BooleanField(default=False, verbose_name="told share")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("personal_budget_pence", models.PositiveIntegerField(verbose_name="personal budget, a week")),
                ("contribution_pence", models.PositiveIntegerField(verbose_name="what you pay, a week")),
                (
                    "deployment",
                    models.CharField(
                        choices=[
                            ("direct_payment", "Paid to the person, or somebody they choose"),
                            ("isf", "Held by the network or a provider, and spent as the person says"),
                            ("managed_account", "Looked after by the network, and still the person's own payment"),
                            ("council_managed", "Held by the council, which pays"),
                            ("pooled", "Put together with other people's, as each of them agreed"),
                            ("mixed", "A different way for different parts of the plan"),
                        ],
                        max_length=20,
                        verbose_name="how the money is held",
                    ),
                ),
                (
                    "direct_payment_pence",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="each direct payment"),
                ),
                (
                    "direct_payment_frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("weekly", "Every week"),
                            ("four_weekly", "Every four weeks"),
                            ("monthly", "Every month"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=5000)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approval", to="plans.plan"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
                    ),
                ),
            ],
            options={
                "verbose_name": "when the plan was approved",
            },
        ),
        migrations.CreateModel(
            name="PlanHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "planning_route",
                    models.CharField(
                        choices=[
                            ("network", "With the network"),
                            ("self", "By the person"),
                            ("council", "With the council"),
                        ],
                        max_length=10,
                        verbose_name="way",
                    ),
                ),
                ("about_me", models.TextField(blank=True, max_length=5000)),
                ("what_matters", models.TextField(blank=True, max_length=5000)),
                ("good_week", models.TextField(blank=True, max_length=5000)),
                (
                    "wellbeing",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("advice", models.TextField(blank=True, max_length=5000)),
                ("contingency", models.TextField(blank=True, max_length=5000, verbose_name="plan B")),
                ("what_if", models.JSONField(blank=True, default=list)),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "author_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="who wrote it",
                    ),
                ),
                ("content_version", models.PositiveIntegerField(default=1, editable=False)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanningVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("home", "At home"),
                            ("elsewhere", "Somewhere else"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                        ],
                        max_length=12,
                    ),
                ),
                ("who_was_there", models.CharField(blank=True, max_length=300)),
                ("words", models.TextField(max_length=5000)),
                (
                    "by",
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
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("needs", models.JSONField(default=list)),
                ("council_pence", models.PositiveIntegerField(verbose_name="what the council pays, a week")),
                (
                    "by",
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
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
                    ),
                ),
            ],
            options={
                "verbose_name": "when the plan was sent",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("comments", models.TextField(max_length=5000)),
                (
                    "by",
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
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plansubmission"
                    ),
                ),
            ],
            options={
                "verbose_name": "when the plan came back",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PanelView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "view",
                    models.CharField(
                        choices=[("approve", "Approve it"), ("return", "Send it back"), ("unsure", "Not sure yet")],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                (
                    "by",
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
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="plans.plansubmission"
                    ),
                ),
            ],
            options={
                "verbose_name": "what the panel thought",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("words", models.CharField(max_length=300)),
                ("who", models.CharField(max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="pathways.pathway"
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
                "verbose_name": "things to do",
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TaskHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("by_name", models.CharField(blank=True, default="", max_length=250)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("words", models.CharField(max_length=300)),
                ("who", models.CharField(max_length=200)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="plans.task",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("description", ""), _negated=True), name="paper_says_what_it_shows"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachmentremoval",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="paper_taken_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="answer_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("pathway", "number"), name="goals_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="goal_has_words"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_goalhistory" ("at", "by_id", "by_name", "home_id", "id", "important", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "progress_on", "progress_words", "said_by", "version", "who_could_help", "words") VALUES (NEW."at", NEW."by_id", NEW."by_name", NEW."home_id", NEW."id", NEW."important", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."progress", NEW."progress_on", NEW."progress_words", NEW."said_by", NEW."version", NEW."who_could_help", NEW."words"); RETURN NULL;',
                    hash="06698342255523ceb63d069fa6d7591f3df8977f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_397f0",
                    table="plans_goal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_goalhistory" ("at", "by_id", "by_name", "home_id", "id", "important", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "progress_on", "progress_words", "said_by", "version", "who_could_help", "words") VALUES (NEW."at", NEW."by_id", NEW."by_name", NEW."home_id", NEW."id", NEW."important", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."progress", NEW."progress_on", NEW."progress_words", NEW."said_by", NEW."version", NEW."who_could_help", NEW."words"); RETURN NULL;',
                    hash="075846788e7dade4f2343c55a2a55a3fa068c7c2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d65b1",
                    table="plans_goal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="97853cba3c6624867b1097eaf2bc6a9193ab1197",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0dfee",
                    table="plans_goalhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(fields=("pathway", "number"), name="plans_are_numbered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_planhistory" ("about_me", "advice", "author_ids", "changed_at", "content_version", "contingency", "good_week", "home_id", "id", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning_route", "review_on", "started_at", "version", "wellbeing", "what_if", "what_matters") VALUES (NEW."about_me", NEW."advice", NEW."author_ids", NEW."changed_at", NEW."content_version", NEW."contingency", NEW."good_week", NEW."home_id", NEW."id", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."planning_route", NEW."review_on", NEW."started_at", NEW."version", NEW."wellbeing", NEW."what_if", NEW."what_matters"); RETURN NULL;',
                    hash="48a27f1da47c83a9f2a7f19544d858d1c9ef4b64",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b340",
                    table="plans_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_planhistory" ("about_me", "advice", "author_ids", "changed_at", "content_version", "contingency", "good_week", "home_id", "id", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planning_route", "review_on", "started_at", "version", "wellbeing", "what_if", "what_matters") VALUES (NEW."about_me", NEW."advice", NEW."author_ids", NEW."changed_at", NEW."content_version", NEW."contingency", NEW."good_week", NEW."home_id", NEW."id", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."planning_route", NEW."review_on", NEW."started_at", NEW."version", NEW."wellbeing", NEW."what_if", NEW."what_matters"); RETURN NULL;',
                    hash="ad19f4eb3e1fa6c4f61c7e7a156855e4c6f667b2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee9c7",
                    table="plans_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="linehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2458cb947c39d606a7614bc06af531a9dc13e548",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_780ae",
                    table="plans_linehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(("eligible", True), ("council_cost_pence", 0), _connector="OR"),
                name="added_support_costs_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None), ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="line_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["voluntary", "community_asset"]), _negated=True),
                    ("personal_care", False),
                    _connector="OR",
                ),
                name="volunteers_give_no_personal_care",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_by", None)),
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="removed_says_who",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="line",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_linehistory" ("check_seen", "contingency", "council_cost_pence", "deployment", "eligible", "ends_on", "essential", "given_by", "giver_agreed", "home_id", "id", "kind", "minutes_per_week", "nhs_cost_pence", "outcomes", "own_cost_pence", "person_id", "personal_care", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_line_id", "regulated", "removed_at", "removed_by_id", "removed_reason", "service_id", "starts_on", "title", "version", "what_when", "written_at", "written_by_id") VALUES (NEW."check_seen", NEW."contingency", NEW."council_cost_pence", NEW."deployment", NEW."eligible", NEW."ends_on", NEW."essential", NEW."given_by", NEW."giver_agreed", NEW."home_id", NEW."id", NEW."kind", NEW."minutes_per_week", NEW."nhs_cost_pence", NEW."outcomes", NEW."own_cost_pence", NEW."person_id", NEW."personal_care", NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."previous_line_id", NEW."regulated", NEW."removed_at", NEW."removed_by_id", NEW."removed_reason", NEW."service_id", NEW."starts_on", NEW."title", NEW."version", NEW."what_when", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="3fdfe3c6f1a1f3ab74b06e7f947f2670b9fd5250",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06c36",
                    table="plans_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="line",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_linehistory" ("check_seen", "contingency", "council_cost_pence", "deployment", "eligible", "ends_on", "essential", "given_by", "giver_agreed", "home_id", "id", "kind", "minutes_per_week", "nhs_cost_pence", "outcomes", "own_cost_pence", "person_id", "personal_care", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "previous_line_id", "regulated", "removed_at", "removed_by_id", "removed_reason", "service_id", "starts_on", "title", "version", "what_when", "written_at", "written_by_id") VALUES (NEW."check_seen", NEW."contingency", NEW."council_cost_pence", NEW."deployment", NEW."eligible", NEW."ends_on", NEW."essential", NEW."given_by", NEW."giver_agreed", NEW."home_id", NEW."id", NEW."kind", NEW."minutes_per_week", NEW."nhs_cost_pence", NEW."outcomes", NEW."own_cost_pence", NEW."person_id", NEW."personal_care", NOW(), \'update\', NEW."id", NEW."plan_id", NEW."previous_line_id", NEW."regulated", NEW."removed_at", NEW."removed_by_id", NEW."removed_reason", NEW."service_id", NEW."starts_on", NEW."title", NEW."version", NEW."what_when", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="c31f561da441697018b9510af19d644ed0b15778",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca4b6",
                    table="plans_line",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="comment_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("agrees", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="a_no_to_the_plan_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("said_by", ""), _negated=True), name="agreement_says_who"
            ),
        ),
        migrations.AddConstraint(
            model_name="planagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basis", "agreement"), models.Q(("agrees", True), ("capacity__isnull", False)), _connector="OR"
                ),
                name="agreed_for_them_on_a_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="planapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("contribution_pence__lte", models.F("personal_budget_pence"))),
                name="contribution_within_budget",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="813616446e10fd84451a476b568e521cfc0c06ea",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_955d3",
                    table="plans_planhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planningvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="planning_visit_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="planreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("comments", ""), _negated=True), name="plan_return_has_comments"
            ),
        ),
        migrations.AddConstraint(
            model_name="panelview",
            constraint=models.UniqueConstraint(fields=("submission", "by"), name="one_panel_view_each"),
        ),
        migrations.AddConstraint(
            model_name="panelview",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="panel_view_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(condition=models.Q(("words", ""), _negated=True), name="task_has_words"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_taskhistory" ("at", "by_id", "by_name", "done_on", "due_on", "home_id", "id", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "version", "who", "words") VALUES (NEW."at", NEW."by_id", NEW."by_name", NEW."done_on", NEW."due_on", NEW."home_id", NEW."id", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."said_by", NEW."version", NEW."who", NEW."words"); RETURN NULL;',
                    hash="0a23c7993a58a0c35ab59268c5ca3c7bac2db50a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_949f2",
                    table="plans_task",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="task",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_taskhistory" ("at", "by_id", "by_name", "done_on", "due_on", "home_id", "id", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "said_by", "version", "who", "words") VALUES (NEW."at", NEW."by_id", NEW."by_name", NEW."done_on", NEW."due_on", NEW."home_id", NEW."id", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."said_by", NEW."version", NEW."who", NEW."words"); RETURN NULL;',
                    hash="b939185c7e99db91fb0a4d8b88857de98df4120a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_57082",
                    table="plans_task",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="taskhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="da51fa2b570e9bbd2619502854ebc6e8f55e5cfb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2c916",
                    table="plans_taskhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
