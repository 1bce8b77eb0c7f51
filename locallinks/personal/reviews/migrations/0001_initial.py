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
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("light_touch", "A first look, six to eight weeks in"),
                            ("planned", "The planned review"),
                            ("requested", "Somebody asked for it"),
                            ("unplanned", "Something has changed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("took_part", models.CharField(blank=True, max_length=300)),
                ("happened", models.TextField(blank=True, max_length=5000)),
                ("changed", models.TextField(blank=True, max_length=5000)),
                ("words", models.TextField(blank=True, max_length=5000)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="pathways.pathway"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LineReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened", models.TextField(max_length=2000)),
                ("changed", models.TextField(blank=True, max_length=2000)),
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
                    "line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.line"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="line_words", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "how each part of the plan went",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(max_length=200)),
                ("relation", models.CharField(blank=True, max_length=100)),
                ("words", models.TextField(max_length=5000)),
                (
                    "can_go_on",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Yes, as now"),
                            ("less", "Yes, but less"),
                            ("no", "No"),
                            ("unsure", "I do not know yet"),
                        ],
                        max_length=10,
                    ),
                ),
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="voices", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "what others said in a review",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewHistory",
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
                            ("light_touch", "A first look, six to eight weeks in"),
                            ("planned", "The planned review"),
                            ("requested", "Somebody asked for it"),
                            ("unplanned", "Something has changed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("took_part", models.CharField(blank=True, max_length=300)),
                ("happened", models.TextField(blank=True, max_length=5000)),
                ("changed", models.TextField(blank=True, max_length=5000)),
                ("words", models.TextField(blank=True, max_length=5000)),
                ("started_at", models.DateTimeField()),
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
                        to="reviews.review",
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
            name="ReviewResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("no_change", "Nothing needs to change"),
                            ("revise", "The plan will change"),
                            ("needs_changed", "Needs have changed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("next_review_on", models.DateField(blank=True, null=True)),
                ("reason", models.TextField(blank=True, max_length=2000)),
                ("finished_at", models.DateTimeField()),
                (
                    "finished_by",
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
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "what came of a review",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewhistory" ("asked_by", "changed", "happened", "home_id", "id", "kind", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "took_part", "version", "why", "words") VALUES (NEW."asked_by", NEW."changed", NEW."happened", NEW."home_id", NEW."id", NEW."kind", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."took_part", NEW."version", NEW."why", NEW."words"); RETURN NULL;',
                    hash="de39c6f10815f5622cfff526f292ade2a66d843a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a7c1",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reviews_reviewhistory" ("asked_by", "changed", "happened", "home_id", "id", "kind", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "took_part", "version", "why", "words") VALUES (NEW."asked_by", NEW."changed", NEW."happened", NEW."home_id", NEW."id", NEW."kind", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."took_part", NEW."version", NEW."why", NEW."words"); RETURN NULL;',
                    hash="e4e687dc3447becb86851bc7a86b75d6ff363c2b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b34c8",
                    table="reviews_review",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="linereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened", ""), _negated=True), name="line_word_says_what_happened"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("words", ""), _negated=True), models.Q(("by_name", ""), _negated=True)),
                name="voice_says_who_and_what",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="99862778d938eaeef21dcf539b28843e2b8f0a75",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2bfc4",
                    table="reviews_reviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
    ]
