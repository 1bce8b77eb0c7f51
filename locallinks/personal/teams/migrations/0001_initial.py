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
            name="TeamGoal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(max_length=200)),
                ("who", models.CharField(max_length=200)),
                ("what", models.TextField(max_length=2000)),
                ("by_on", models.DateField()),
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
                "verbose_name": "goals with the team",
                "ordering": ["by_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamGoalEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[("done", "It was done"), ("not_wanted", "It is no longer wanted")], max_length=20
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "goal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="teams.teamgoal"
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
                "verbose_name": "how a goal with the team went",
            },
        ),
        migrations.CreateModel(
            name="TeamMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("why", models.TextField(max_length=2000)),
                ("brought_at", models.DateTimeField()),
                (
                    "brought_by",
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
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
            ],
            options={
                "verbose_name": "your neighbourhood team",
            },
        ),
        migrations.CreateModel(
            name="TeamMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("met_on", models.DateField()),
                ("there", models.CharField(max_length=500)),
                ("person_there", models.BooleanField()),
                ("words", models.TextField(max_length=5000)),
                ("next_look_on", models.DateField()),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="teams.teammembership"
                    ),
                ),
            ],
            options={
                "ordering": ["-met_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TeamLeaving",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("managing", "They manage well, with what they have now"),
                            ("asked", "They asked to leave"),
                            ("moved", "They moved away"),
                            ("other_team", "Another team is better for them"),
                            ("died", "They died"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(max_length=200)),
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
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leaving", to="teams.teammembership"
                    ),
                ),
            ],
            options={
                "verbose_name": "leaving the team",
            },
        ),
        migrations.AddField(
            model_name="teamgoal",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="teams.teammembership"
            ),
        ),
        migrations.CreateModel(
            name="TeamTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tier", models.SlugField(max_length=60, verbose_name="how closely the team keeps in touch")),
                ("words", models.CharField(max_length=200)),
                ("verified", models.BooleanField()),
                ("why", models.TextField(max_length=2000)),
                ("next_look_on", models.DateField()),
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
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tiers", to="teams.teammembership"
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
                "verbose_name": "how closely the team looks",
                "ordering": ["-set_at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="teammembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="team_membership_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="teammeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("there", ""), _negated=True)),
                name="meeting_says_who_and_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamleaving",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="leaving_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="teamgoal",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("who", ""), _negated=True)),
                name="team_goal_says_who_and_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamtier",
            constraint=models.CheckConstraint(condition=models.Q(("why", ""), _negated=True), name="tier_says_why"),
        ),
    ]
