import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("pathways", "0001_initial"),
        ("people", "0001_initial"),
        ("reference", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AllocationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                ("point_pence", models.PositiveIntegerField()),
                ("tolerance_percent", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("source", models.CharField(max_length=500)),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("proposed_at", models.DateTimeField()),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="AllocationDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agrees", models.BooleanField()),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rate",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reference.rate"
                    ),
                ),
                (
                    "tolerance",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reference.rate"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="budgets.allocationversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Baseline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes_per_week", models.PositiveIntegerField()),
                ("words", models.TextField(max_length=2000)),
                ("rate_pence", models.PositiveIntegerField(verbose_name="the rate")),
                ("rate_from", models.DateField()),
                ("rate_source", models.CharField(max_length=500)),
                ("rate_verified", models.BooleanField()),
                ("weekly_pence", models.PositiveIntegerField(verbose_name="a week")),
                ("difference_pence", models.IntegerField(verbose_name="the difference, a week")),
                ("difference_percent", models.DecimalField(decimal_places=1, max_digits=9)),
                ("exceptional", models.BooleanField()),
                ("second_look", models.TextField(blank=True, max_length=2000)),
                ("set_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="baselines", to="pathways.pathway"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-set_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="BaselineCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agrees", models.BooleanField()),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("checked_at", models.DateTimeField()),
                (
                    "baseline",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_made", to="budgets.baseline"
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
                "verbose_name": "a second look at usual support",
            },
        ),
        migrations.CreateModel(
            name="IndicativeBudget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveSmallIntegerField()),
                ("rate_pence", models.PositiveIntegerField(verbose_name="the rate")),
                ("rate_from", models.DateField()),
                ("rate_source", models.CharField(max_length=500)),
                ("rate_verified", models.BooleanField()),
                ("tolerance_percent", models.PositiveSmallIntegerField()),
                ("weekly_pence", models.PositiveIntegerField(verbose_name="a week")),
                ("set_at", models.DateTimeField()),
                (
                    "allocation_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.allocationversion",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicative_budgets",
                        to="pathways.pathway",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "your first budget",
                "ordering": ["-set_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="baseline",
            name="budget",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="baseline", to="budgets.indicativebudget"
            ),
        ),
        migrations.CreateModel(
            name="PlanOutturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("plan_number", models.PositiveSmallIntegerField()),
                ("personal_budget_pence", models.PositiveIntegerField(verbose_name="personal budget, a week")),
                ("approved_at", models.DateTimeField()),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outturns",
                        to="budgets.indicativebudget",
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
                "verbose_name": "what your plan came to",
            },
        ),
        migrations.AddConstraint(
            model_name="allocationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("point_pence__gt", 0)), name="a_point_is_worth_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("tolerance_percent__lte", 100)), name="tolerance_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="allocation_has_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("agrees", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="allocation_no_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agrees", False), ("rate", None), ("tolerance", None)),
                    models.Q(("agrees", True), ("rate__isnull", False), ("tolerance__isnull", False)),
                    _connector="OR",
                ),
                name="allocation_yes_sets_rates",
            ),
        ),
        migrations.AddConstraint(
            model_name="baselinecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("agrees", True), models.Q(("words", ""), _negated=True), _connector="OR"),
                name="baseline_doubted_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicativebudget",
            constraint=models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="budget_has_points"),
        ),
        migrations.AddConstraint(
            model_name="indicativebudget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "weekly_pence",
                        django.db.models.expressions.CombinedExpression(
                            models.F("points"), "*", models.F("rate_pence")
                        ),
                    )
                ),
                name="budget_is_points_times_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="baseline",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes_per_week__gt", 0), ("weekly_pence__gt", 0)),
                name="baseline_costs_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="baseline",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="baseline_says_what_support"
            ),
        ),
        migrations.AddConstraint(
            model_name="baseline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("exceptional", False), models.Q(("second_look", ""), _negated=True), _connector="OR"
                ),
                name="unusual_baseline_looked_at_twice",
            ),
        ),
        migrations.AddIndex(
            model_name="planoutturn",
            index=models.Index(fields=["home", "approved_at"], name="outturns_of_a_council"),
        ),
        migrations.AddConstraint(
            model_name="planoutturn",
            constraint=models.UniqueConstraint(fields=("budget", "plan_number"), name="a_plan_comes_to_one_sum"),
        ),
    ]
