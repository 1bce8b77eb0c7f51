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
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.SlugField(max_length=60)),
                ("purpose", models.CharField(default="support", max_length=20)),
                ("recipient_name", models.CharField(max_length=200)),
                ("to_address", models.TextField(blank=True)),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("subject", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("good_until", models.DateTimeField(blank=True, null=True)),
                ("subject_ref", models.CharField(blank=True, max_length=200)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "recipient_user",
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
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FailedAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("why", models.TextField(max_length=2000)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tries", to="outbox.message"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SentMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "Email"),
                            ("text", "Text message"),
                            ("letter", "Letter"),
                            ("phone", "Phone call"),
                            ("face_to_face", "Face to face"),
                        ],
                        max_length=20,
                    ),
                ),
                ("to", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True, max_length=2000)),
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
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sending", to="outbox.message"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StopRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(blank=True, null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.TextField(max_length=500)),
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
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stop", to="outbox.message"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(condition=models.Q(("finished_at", None)), fields=["created_at"], name="message_open"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key", ""), _negated=True),
                    models.Q(("subject", ""), _negated=True),
                    models.Q(("body", ""), _negated=True),
                ),
                name="message_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_by", ""), ("to_address", "")),
                    models.Q(
                        models.Q(("to_address", ""), _negated=True),
                        models.Q(("asked_by", ""), _negated=True),
                        ("recipient_user", None),
                    ),
                    _connector="OR",
                ),
                name="told_to_others_says_who_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("not_before", None),
                    ("good_until", None),
                    ("good_until__gt", models.F("not_before")),
                    _connector="OR",
                ),
                name="message_good_after_it_may_go",
            ),
        ),
        migrations.AddConstraint(
            model_name="stoprequest",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="stop_says_why"),
        ),
    ]
