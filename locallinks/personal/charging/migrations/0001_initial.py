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
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weekly_pence", models.PositiveIntegerField(blank=True, null=True, verbose_name="a week")),
                ("reason_for_none", models.TextField(blank=True, max_length=2000, verbose_name="why not")),
                ("pays_for_all", models.BooleanField(default=False)),
                ("fee_pence", models.PositiveIntegerField(default=0, verbose_name="fee for arranging it")),
                (
                    "fee_every",
                    models.CharField(
                        blank=True, choices=[("once", "once"), ("year", "a year"), ("week", "a week")], max_length=10
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "given_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="estimates", to="pathways.pathway"
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
                "verbose_name": "what you were told you would pay",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason_for_none", ""), ("weekly_pence__isnull", False)),
                            models.Q(("weekly_pence", None), models.Q(("reason_for_none", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="estimate_or_reason_for_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fee_every", ""), ("fee_pence", 0)),
                            models.Q(
                                ("fee_pence__gt", 0), ("pays_for_all", True), models.Q(("fee_every", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="fee_only_from_who_pays_for_all",
                    ),
                ],
            },
        ),
    ]
