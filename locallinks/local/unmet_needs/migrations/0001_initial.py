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
            name="UnmetNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(max_length=10)),
                ("outcome_words", models.CharField(max_length=200)),
                ("looked_for", models.TextField(max_length=2000)),
                ("where_looked", models.TextField(max_length=2000)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("nothing_near", "Nothing like it near enough"),
                            ("full", "It is there, but it is full"),
                            ("wrong_time", "It is there, but not at a time that works"),
                            ("cannot_get_there", "There is no way to get there"),
                            ("not_right", "It does not suit: language, faith, culture or access"),
                            ("costs_too_much", "It costs too much"),
                            ("nobody_to_do_it", "Nobody is free to do it"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why_words", models.TextField(blank=True, max_length=2000)),
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
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedMet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("met_on", models.DateField()),
                ("how", models.TextField(max_length=2000)),
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
                    "need",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="met", to="unmet_needs.unmetneed"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="unmetneed",
            index=models.Index(fields=["home", "outcome", "recorded_at"], name="unmet_needs_home_id_718b2d_idx"),
        ),
        migrations.AddConstraint(
            model_name="unmetneed",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", ""), _negated=True), name="unmet_need_names_an_outcome"
            ),
        ),
        migrations.AddConstraint(
            model_name="unmetneed",
            constraint=models.CheckConstraint(
                condition=models.Q(("looked_for", ""), _negated=True), name="unmet_need_says_what"
            ),
        ),
    ]
