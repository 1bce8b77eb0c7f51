import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
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
        ("plans", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrangement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("what", models.CharField(max_length=300)),
                ("provider_name", models.CharField(max_length=300, verbose_name="who gives it")),
                ("price_pence", models.PositiveIntegerField(verbose_name="price, a week")),
                ("minutes_per_week", models.PositiveIntegerField(default=0)),
                ("essential", models.BooleanField(default=False)),
                ("checks_seen", models.TextField(blank=True, max_length=1000, verbose_name="checks that were seen")),
                ("check_until", models.DateField(blank=True, null=True)),
                ("urgent_reason", models.TextField(blank=True, max_length=1000)),
                (
                    "arranged_by",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrangements",
                        to="plans.line",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="arrangements", to="pathways.pathway"
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
                "verbose_name": "support that was arranged",
                "ordering": ["starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ArrangementHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("what", models.CharField(max_length=300)),
                ("provider_name", models.CharField(max_length=300, verbose_name="who gives it")),
                ("price_pence", models.PositiveIntegerField(verbose_name="price, a week")),
                ("minutes_per_week", models.PositiveIntegerField(default=0)),
                ("essential", models.BooleanField(default=False)),
                ("checks_seen", models.TextField(blank=True, max_length=1000, verbose_name="checks that were seen")),
                ("check_until", models.DateField(blank=True, null=True)),
                ("urgent_reason", models.TextField(blank=True, max_length=1000)),
                (
                    "arranged_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                    "line",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        to="brokerage.arrangement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ArrangementPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hospital", "In hospital"),
                            ("away", "Away from home"),
                            ("safety", "To keep somebody safe"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("expected_on", models.DateField(blank=True, null=True)),
                (
                    "retainer_pence",
                    models.PositiveIntegerField(default=0, verbose_name="paid while it is paused, a week"),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="brokerage.arrangement"
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
                "verbose_name": "pauses of support",
                "ordering": ["starts_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ArrangementPauseHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hospital", "In hospital"),
                            ("away", "Away from home"),
                            ("safety", "To keep somebody safe"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("expected_on", models.DateField(blank=True, null=True)),
                (
                    "retainer_pence",
                    models.PositiveIntegerField(default=0, verbose_name="paid while it is paused, a week"),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "arrangement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="brokerage.arrangement",
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
                        to="brokerage.arrangementpause",
                    ),
                ),
                (
                    "recorded_by",
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
            name="HelperEnding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "wants",
                    models.CharField(
                        choices=[
                            ("somebody_new", "They would like to meet somebody new"),
                            ("later", "Not yet: ask again later"),
                            ("something_else", "Something else: the plan should change"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "arrangement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helper_endings",
                        to="brokerage.arrangement",
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
                "verbose_name": "somebody who stopped coming",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PriceRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("price_pence", models.PositiveIntegerField(verbose_name="price, a week")),
                ("reason", models.TextField(max_length=2000)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="price_requests", to="plans.line"
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
                "verbose_name": "a price that was asked for",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PriceDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField()),
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
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="brokerage.pricerequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "the answer about a price",
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("can_help", models.BooleanField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "There is no room now"),
                            ("times", "These days or times do not work"),
                            ("too_far", "It is too far away"),
                            ("not_our_work", "This is not what we do"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("price_pence", models.PositiveIntegerField(blank=True, null=True, verbose_name="price, a week")),
                ("minutes_per_week", models.PositiveIntegerField(blank=True, null=True)),
                ("from_on", models.DateField(blank=True, null=True)),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("by_name", models.CharField(max_length=200)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "recorded_by",
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
                "verbose_name": "what they answered",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuoteDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wants", models.BooleanField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("somebody_else", "I would like somebody else"),
                            ("times", "The days or times do not suit me"),
                            ("price", "It costs too much"),
                            ("think", "I want more time to think"),
                            ("not_wanted", "I do not want this kind of help after all"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("said_by", models.CharField(max_length=200)),
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="brokerage.quote"
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
                "verbose_name": "what you chose",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuoteRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to_name", models.CharField(max_length=200)),
                ("first_name", models.CharField(max_length=100)),
                ("area", models.CharField(max_length=200, verbose_name="part of town")),
                ("what", models.CharField(max_length=300)),
                ("what_when", models.CharField(blank=True, max_length=300)),
                ("minutes_per_week", models.PositiveIntegerField(default=0)),
                ("wanted_on", models.DateField()),
                ("urgent", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quote_requests", to="plans.line"
                    ),
                ),
                (
                    "organisation",
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
            ],
            options={
                "verbose_name": "who was asked to help",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.AddField(
            model_name="quote",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="brokerage.quoterequest"
            ),
        ),
        migrations.AddIndex(
            model_name="arrangement",
            index=models.Index(fields=["organisation", "starts_on"], name="brokerage_a_organis_01fb06_idx"),
        ),
        migrations.AddIndex(
            model_name="arrangement",
            index=models.Index(
                condition=models.Q(("ends_on__isnull", False)), fields=["ends_on"], name="arrangement_ended"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="arrangement_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("line__isnull", False), models.Q(("urgent_reason", ""), _negated=True), _connector="OR"
                ),
                name="only_urgent_support_has_no_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangement",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("line", "="),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="one_arrangement_a_line_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "brokerage_arrangementhistory" ("arranged_by_id", "check_until", "checks_seen", "ends_on", "essential", "home_id", "id", "line_id", "minutes_per_week", "organisation_id", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_pence", "provider_name", "starts_on", "urgent_reason", "version", "what") VALUES (NEW."arranged_by_id", NEW."check_until", NEW."checks_seen", NEW."ends_on", NEW."essential", NEW."home_id", NEW."id", NEW."line_id", NEW."minutes_per_week", NEW."organisation_id", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."price_pence", NEW."provider_name", NEW."starts_on", NEW."urgent_reason", NEW."version", NEW."what"); RETURN NULL;',
                    hash="0534e6612a9b2116b5236e30814afb8027be462d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1d5ef",
                    table="brokerage_arrangement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "brokerage_arrangementhistory" ("arranged_by_id", "check_until", "checks_seen", "ends_on", "essential", "home_id", "id", "line_id", "minutes_per_week", "organisation_id", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_pence", "provider_name", "starts_on", "urgent_reason", "version", "what") VALUES (NEW."arranged_by_id", NEW."check_until", NEW."checks_seen", NEW."ends_on", NEW."essential", NEW."home_id", NEW."id", NEW."line_id", NEW."minutes_per_week", NEW."organisation_id", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."price_pence", NEW."provider_name", NEW."starts_on", NEW."urgent_reason", NEW."version", NEW."what"); RETURN NULL;',
                    hash="774e25b97c493d1be1aa0ca229700c7a4b4efa6c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0f868",
                    table="brokerage_arrangement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangementhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d631ea7743342381822d63aaa5ff059756bc43e5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6a06f",
                    table="brokerage_arrangementhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangementpause",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                name="pause_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangementpause",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__isnull", False), ("expected_on__isnull", False), _connector="OR"),
                name="pause_expects_a_return",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangementpause",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("arrangement", "="),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="one_pause_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangementpause",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "brokerage_arrangementpausehistory" ("arrangement_id", "ends_on", "expected_on", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "retainer_pence", "starts_on", "version", "words") VALUES (NEW."arrangement_id", NEW."ends_on", NEW."expected_on", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."retainer_pence", NEW."starts_on", NEW."version", NEW."words"); RETURN NULL;',
                    hash="5090263cea0714d6abe5c8dbb309f70c5b436811",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3f080",
                    table="brokerage_arrangementpause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangementpause",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "brokerage_arrangementpausehistory" ("arrangement_id", "ends_on", "expected_on", "home_id", "id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "retainer_pence", "starts_on", "version", "words") VALUES (NEW."arrangement_id", NEW."ends_on", NEW."expected_on", NEW."home_id", NEW."id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."retainer_pence", NEW."starts_on", NEW."version", NEW."words"); RETURN NULL;',
                    hash="2868de485ea22302c8f305ada69b37fcafc11b80",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0cbd",
                    table="brokerage_arrangementpause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="arrangementpausehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5623f91419fd004582e4f96e8996f32c6e0c52fa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_00a1f",
                    table="brokerage_arrangementpausehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="helperending",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("said_by", ""), _negated=True)),
                name="a_helper_ending_is_in_somebodys_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="pricerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="price_request_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="pricedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="price_decision_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("wants", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="a_persons_no_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("said_by", ""), _negated=True)),
                name="a_choice_is_in_somebodys_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("can_help", False),
                    models.Q(("from_on__isnull", False), ("price_pence__isnull", False)),
                    _connector="OR",
                ),
                name="a_yes_has_price_and_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("can_help", True), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="a_no_has_a_reason",
            ),
        ),
    ]
