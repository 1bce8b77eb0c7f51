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
            name="Connection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("minute", models.DateTimeField(blank=True, null=True)),
                ("requests_this_minute", models.PositiveIntegerField(default=0)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ended_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["home", "name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InboundRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("people", "Somebody’s details"),
                            ("contacts", "A call for help"),
                            ("decisions", "A decision"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("content", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("agreed_values", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "Taken in"),
                            ("waiting", "Waiting for a decision"),
                            ("kept", "What is here stays"),
                            ("left_out", "Left out"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("conflicts", models.JSONField(default=list)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("applied_once", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="records", to="exchange.connection"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InboundRecordStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("came", "sent it"),
                            ("changed", "sent it again, changed"),
                            ("applied", "took it in"),
                            ("waited", "put it aside for a person to decide"),
                            ("ours", "kept what is here"),
                            ("theirs", "used what was sent"),
                            ("join", "joined it to somebody known"),
                            ("leave_out", "left it out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("actor_name", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True, max_length=5000)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="exchange.inboundrecord"
                    ),
                ),
            ],
            options={
                "ordering": ["record", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OutboundEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "Plan"),
                            ("approval", "Approval"),
                            ("review", "Review"),
                            ("ending", "Ending"),
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
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
                    ),
                ),
            ],
            options={
                "verbose_name": "given out to the council’s own system",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("home", "name"), name="one_connection_of_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="connection_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="connection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__gte", models.F("made_at")), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="ended_connection_says_who",
            ),
        ),
        migrations.AddIndex(
            model_name="inboundrecord",
            index=models.Index(fields=["home", "state", "due_on"], name="exchange_waiting"),
        ),
        migrations.AddIndex(
            model_name="inboundrecord",
            index=models.Index(fields=["connection", "about"], name="exchange_about"),
        ),
        migrations.AddConstraint(
            model_name="inboundrecord",
            constraint=models.UniqueConstraint(
                fields=("connection", "kind", "reference"), name="one_record_a_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="inboundrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "waiting"), _negated=True),
                    models.Q(("due_on__isnull", False), models.Q(("conflicts", []), _negated=True)),
                    _connector="OR",
                ),
                name="waiting_says_why",
            ),
        ),
    ]
