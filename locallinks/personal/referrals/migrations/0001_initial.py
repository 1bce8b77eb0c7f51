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
            name="RequestDraft",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("answers", models.JSONField(default=dict)),
                ("touched_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("me", "For themselves"),
                            ("known", "From family or a friend"),
                            ("neighbour", "From a neighbour"),
                            ("professional", "From a professional"),
                            ("hospital", "Leaving hospital"),
                            ("young", "Preparing for adult life"),
                        ],
                        max_length=20,
                    ),
                ),
                ("urgent", models.BooleanField()),
                ("why_urgent", models.TextField(blank=True, max_length=2000)),
                ("full_name", models.CharField(max_length=200)),
                ("preferred_name", models.CharField(blank=True, max_length=100)),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=10)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True, max_length=300)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("reason", models.TextField(max_length=5000)),
                ("matters", models.TextField(blank=True, max_length=5000)),
                ("facts", models.JSONField(default=dict)),
                ("told_by", models.CharField(max_length=200)),
                ("told_by_relation", models.CharField(blank=True, max_length=100)),
                ("told_by_reach", models.CharField(blank=True, max_length=300)),
                ("organisation_name", models.CharField(blank=True, max_length=200)),
                (
                    "contact_basis",
                    models.CharField(
                        choices=[
                            ("agreed", "Yes, they agree"),
                            ("best_interests", "They cannot say, and I think it is best for them"),
                            ("not_asked", "I have not asked them"),
                        ],
                        max_length=20,
                    ),
                ),
                ("contact_note", models.TextField(blank=True, max_length=5000)),
                ("safe_contact", models.CharField(blank=True, max_length=300)),
                ("communication_needs", models.TextField(blank=True, max_length=1000)),
                ("sent_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting for an answer"),
                            ("referred", "A way through was opened"),
                            ("added", "Added to the help they get"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pathway",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="pathways.pathway",
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
            name="ContactStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("asked", "asked for help"),
                            ("took_on", "took this on"),
                            ("passed_on", "passed it on"),
                            ("advised", "gave advice and offered an introduction"),
                            ("referred", "opened a way through"),
                            ("added", "added it to the help they get"),
                            ("closed", "closed it"),
                            ("reopened", "opened it again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("actor_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True, max_length=12000)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="referrals.contact"
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["contact", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PartnerQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_name", models.CharField(max_length=200)),
                ("to_name", models.CharField(max_length=200)),
                ("question", models.TextField(max_length=2000)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("agreed", "They agree to be contacted"),
                            ("best_interests", "They cannot say, and it is best for them"),
                        ],
                        max_length=20,
                    ),
                ),
                ("basis_note", models.TextField(blank=True, max_length=2000)),
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
                    "pathway",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="pathways.pathway"
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
                "verbose_name": "question",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PartnerAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=5000)),
                ("by_name", models.CharField(max_length=200)),
                ("by_role", models.CharField(max_length=100)),
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
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="referrals.partnerquestion",
                    ),
                ),
            ],
            options={
                "verbose_name": "what a partner answered",
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_by", models.CharField(max_length=200)),
                ("told_by_relation", models.CharField(max_length=100)),
                ("reason", models.TextField(max_length=5000)),
                (
                    "contact_basis",
                    models.CharField(
                        choices=[
                            ("agreed", "They agree to be contacted"),
                            ("best_interests", "They cannot say, and it is best for them"),
                        ],
                        max_length=20,
                        verbose_name="why we may get in touch",
                    ),
                ),
                ("contact_note", models.TextField(blank=True, max_length=5000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pathways.pathway",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="pathways.pathway"
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
                "verbose_name": "calls for help",
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("advice", models.TextField(max_length=5000)),
                ("introduction_note", models.TextField(blank=True, max_length=2000)),
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="advice", to="pathways.pathway"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("advice", ""), _negated=True), name="advice_is_written_down"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["home", "state", "due_on"], name="contacts_waiting"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("full_name", ""), _negated=True), name="contact_names_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="contact_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["referred", "added"]), _negated=True),
                    models.Q(("pathway__isnull", False), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="contact_says_where_it_led",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="question_is_written_down"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", "agreed"), models.Q(("basis_note", ""), _negated=True), _connector="OR"),
                name="question_says_why_without_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="referral_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("told_by", ""), _negated=True), name="referral_says_who_told_us"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contact_basis", "agreed"),
                    models.Q(("contact_basis", "best_interests"), models.Q(("contact_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="referral_says_why_we_may_contact",
            ),
        ),
    ]
