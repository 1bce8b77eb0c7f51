import django.contrib.postgres.fields
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
            name="PaymentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("self", "The person themselves"),
                            ("nominated", "Somebody the person chooses"),
                            ("authorised", "Somebody who asks for them, because they cannot make this choice"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holder_name", models.CharField(blank=True, max_length=200)),
                (
                    "authority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mca", "They are attorney or deputy, and may decide about care"),
                            ("agreed", "An attorney or deputy agrees that they are suitable"),
                            (
                                "suitable",
                                "Nobody is attorney or deputy for care, so the council says if they are suitable",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("supporter_name", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(max_length=2000)),
                ("help_words", models.TextField(blank=True, max_length=2000)),
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
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_requests",
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PaymentDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("s31", "Asked for by the person (section 31)"),
                            ("s32", "Asked for by somebody for the person (section 32)"),
                        ],
                        max_length=3,
                    ),
                ),
                ("pays", models.BooleanField()),
                (
                    "failed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("net", "Less what the person pays: they add their own part"),
                            ("gross", "In full: the person pays their part to the council afterwards"),
                        ],
                        max_length=5,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                (
                    "capacity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="assessments.capacitydecision",
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
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="fund_holding.paymentrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PaymentStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("person", "The person, or whoever asked for them, does not want it any more"),
                            ("condition", "One of the conditions is no longer met"),
                            ("misused", "It was used for something that is not in the plan"),
                            ("lost", "They can no longer make this choice, and nobody may hold it for them"),
                            ("regained", "They can make this choice again, and do not ask for it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("condition", models.CharField(blank=True, max_length=20)),
                ("told_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("notice_days", models.PositiveSmallIntegerField()),
                ("notice_verified", models.BooleanField()),
                ("words", models.TextField(max_length=2000)),
                ("liabilities", models.TextField(max_length=2000)),
                ("arrangements", models.TextField(max_length=2000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stop",
                        to="fund_holding.paymentdecision",
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
        ),
        migrations.CreateModel(
            name="StopRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stop_requests",
                        to="fund_holding.paymentdecision",
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
                "verbose_name": "stop wish",
                "ordering": ["-recorded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConditionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="which condition")),
                ("met", models.BooleanField()),
                ("words", models.TextField(max_length=2500)),
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="fund_holding.paymentdecision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "code"), name="a_condition_is_answered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="a_condition_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreedUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("carer", "Somebody is paid to care or support"),
                            ("managing", "Somebody is paid to look after the money: wages, accounts"),
                            ("thing", "Something is bought: equipment, an activity, a taxi"),
                            ("short_stay", "A short stay in a care home"),
                            ("care_home", "Living in a care home"),
                            ("council", "A service that the council itself gives"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("need", models.CharField(max_length=12)),
                ("payee", models.CharField(blank=True, max_length=200)),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Not a close relative"),
                            ("elsewhere", "A close relative who lives somewhere else"),
                            ("same_home", "Wife, husband, partner or close relative in the same home"),
                        ],
                        max_length=12,
                    ),
                ),
                ("why_necessary", models.TextField(blank=True, max_length=2000)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="fund_holding.paymentdecision",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["care_home", "council"]), _negated=True),
                        name="not_a_care_home_for_good_nor_the_council",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "carer"), ("relation", "same_home"), _negated=True),
                            models.Q(("why_necessary", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_close_at_home_is_paid_where_necessary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "short_stay"), _negated=True),
                            models.Q(("ends_on__gt", models.F("starts_on")), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_short_stay_has_its_days",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="paymentrequest",
            index=models.Index(fields=["home", "recorded_at"], name="payment_requests_of_a_council"),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", "self"), ("holder_name", "")),
                    models.Q(models.Q(("holder", "self"), _negated=True), models.Q(("holder_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="another_holder_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", "authorised"), models.Q(("authority", ""), _negated=True)),
                    models.Q(models.Q(("holder", "authorised"), _negated=True), ("authority", "")),
                    _connector="OR",
                ),
                name="asking_for_somebody_says_by_which_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failed", []), ("pays", True)),
                    models.Q(("pays", False), models.Q(("failed", []), _negated=True)),
                    _connector="OR",
                ),
                name="refused_only_where_a_condition_fails",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstop",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("told_on"))), name="nothing_stops_before_it_is_told"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentstop",
            constraint=models.CheckConstraint(
                condition=models.Q(("arrangements", ""), _negated=True), name="needs_are_met_after_a_payment_stops"
            ),
        ),
    ]
