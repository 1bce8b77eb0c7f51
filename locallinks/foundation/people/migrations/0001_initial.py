import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("read_plan", "Read your plan and say what you think"),
                            ("partner_answer", "Answer for your organisation"),
                            ("self_assess", "Write about yourself, for your assessment"),
                            ("say_price", "Say if you can help, and what it costs"),
                            ("say_in_review", "Say how it is going"),
                        ],
                        max_length=30,
                    ),
                ),
                ("record_id", models.BigIntegerField(blank=True, null=True)),
                ("to_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
            ],
            options={
                "verbose_name": "links that were lent",
            },
        ),
        migrations.CreateModel(
            name="LegalRepresentative",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attorney", "Attorney"),
                            ("deputy", "Deputy"),
                            ("appointee", "Appointee for benefits"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                ("document", models.CharField(blank=True, max_length=300)),
                ("seen_on", models.DateField(blank=True, null=True)),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
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
                "verbose_name": "who may decide for you",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("preferred_name", models.CharField(max_length=100)),
                ("full_name", models.CharField(max_length=200)),
                ("search_name", models.CharField(editable=False, max_length=310)),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=10, verbose_name="NHS number")),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True, max_length=500)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "contact_by",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("letter", "Letter"),
                            ("text", "Text message"),
                            ("email", "Email"),
                        ],
                        default="phone",
                        max_length=10,
                    ),
                ),
                ("safe_contact", models.CharField(blank=True, max_length=300)),
                (
                    "unsafe_channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "reading_format",
                    models.CharField(
                        choices=[
                            ("standard", "Standard print"),
                            ("large_print", "Large print"),
                            ("easy_read", "Easy read"),
                            ("audio", "Audio"),
                            ("braille", "Braille"),
                            ("bsl", "British Sign Language"),
                        ],
                        default="standard",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="English", max_length=60)),
                ("communication_needs", models.TextField(blank=True, max_length=1000)),
                ("about", models.TextField(blank=True, max_length=5000)),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["full_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=2000)),
                ("merged_at", models.DateTimeField()),
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
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "two records put together",
            },
        ),
        migrations.CreateModel(
            name="LegalRepresentativeEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("why", models.CharField(max_length=300)),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "representative",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="people.legalrepresentative"
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
                "verbose_name": "who may no longer decide for you",
            },
        ),
        migrations.AddField(
            model_name="legalrepresentative",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.CreateModel(
            name="InvitationEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("used", "It was used"),
                            ("called_back", "It was called back"),
                            ("not_shared", "Sharing was stopped"),
                            ("closed", "Support here ended"),
                            ("died", "They died"),
                        ],
                        max_length=12,
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
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="people.invitation"
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
                "verbose_name": "links that ended",
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="person",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self", "Their own record"),
                            ("trusted", "Somebody they trust"),
                            ("attorney", "Attorney"),
                            ("deputy", "Deputy"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_by", models.CharField(max_length=200)),
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "verbose_name": "people who may open your record",
            },
        ),
        migrations.CreateModel(
            name="DuplicateDismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=2000)),
                ("decided_at", models.DateTimeField()),
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
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
                "verbose_name": "records kept apart",
            },
        ),
        migrations.CreateModel(
            name="DuplicateCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("probability", models.FloatField()),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Death",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("died_on", models.DateField()),
                ("told_by", models.CharField(max_length=200)),
                ("friends_may_be_told", models.TextField(blank=True, max_length=1000)),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                "verbose_name": "a death",
            },
        ),
        migrations.CreateModel(
            name="PersonHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("preferred_name", models.CharField(max_length=100)),
                ("full_name", models.CharField(max_length=200)),
                ("date_of_birth", models.DateField(blank=True, null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=10, verbose_name="NHS number")),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("address", models.TextField(blank=True, max_length=500)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                (
                    "contact_by",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("letter", "Letter"),
                            ("text", "Text message"),
                            ("email", "Email"),
                        ],
                        default="phone",
                        max_length=10,
                    ),
                ),
                ("safe_contact", models.CharField(blank=True, max_length=300)),
                (
                    "unsafe_channels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "reading_format",
                    models.CharField(
                        choices=[
                            ("standard", "Standard print"),
                            ("large_print", "Large print"),
                            ("easy_read", "Easy read"),
                            ("audio", "Audio"),
                            ("braille", "Braille"),
                            ("bsl", "British Sign Language"),
                        ],
                        default="standard",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(default="English", max_length=60)),
                ("communication_needs", models.TextField(blank=True, max_length=1000)),
                ("about", models.TextField(blank=True, max_length=5000)),
                (
                    "home",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("relation", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("family", "Family"),
                            ("friend", "Friend"),
                            ("neighbour", "Neighbour"),
                            ("community", "From a group or the network"),
                            ("paid", "Paid to help"),
                            ("professional", "Doctor, nurse or other professional"),
                        ],
                        default="friend",
                        max_length=12,
                    ),
                ),
                ("is_carer", models.BooleanField(default=False)),
                ("lives_with", models.BooleanField(default=False)),
                (
                    "closeness",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Very close"), (2, "Close"), (3, "Knows them")], default=2
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("helps_with", models.TextField(blank=True, max_length=1000)),
                ("may_be_told", models.TextField(blank=True, max_length=500)),
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
                "ordering": ["closeness", "name"],
            },
        ),
        migrations.CreateModel(
            name="SafetyNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(max_length=2000)),
                ("for_visits", models.BooleanField()),
                ("volunteer_words", models.CharField(blank=True, max_length=300)),
                ("person_knows", models.BooleanField()),
                ("why_not_told", models.TextField(blank=True, max_length=1000)),
                ("review_on", models.DateField()),
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
            name="SafetyReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("next_on", models.DateField(blank=True, null=True)),
                ("words", models.TextField(max_length=1000)),
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
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="people.safetynote"
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
                "verbose_name": "looks at a safety note",
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("planning", "To plan and arrange support"),
                            ("support", "To find people and groups who could help"),
                            ("arrangement", "To give the support that was arranged"),
                            ("team", "To work together in a neighbourhood team"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("agreement", "The person agreed"),
                            ("best_interests", "A best-interests decision"),
                            ("decider", "An attorney or deputy decided"),
                            ("arrangement", "They give the support"),
                        ],
                        max_length=20,
                    ),
                ),
                ("read_only_from", models.DateField(blank=True, null=True)),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
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
                "verbose_name": "who your record is open to",
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="share",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invitations",
                to="people.share",
            ),
        ),
        migrations.CreateModel(
            name="SharingAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("planning", "To plan and arrange support"),
                            ("support", "To find people and groups who could help"),
                            ("arrangement", "To give the support that was arranged"),
                            ("team", "To work together in a neighbourhood team"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("agreement", "The person agreed"),
                            ("best_interests", "A best-interests decision"),
                            ("decider", "An attorney or deputy decided"),
                        ],
                        max_length=20,
                    ),
                ),
                ("agreed_by", models.CharField(max_length=200)),
                ("how_explained", models.TextField(max_length=1000)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("consulted", models.TextField(blank=True, max_length=2000)),
                ("agreed_on", models.DateField()),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
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
        migrations.AddField(
            model_name="share",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="people.sharingagreement",
            ),
        ),
        migrations.CreateModel(
            name="AgreementWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("withdrawn_on", models.DateField()),
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="people.sharingagreement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Unmerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=2000)),
                ("undone_at", models.DateTimeField()),
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
                    "merge",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="undone", to="people.merge"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "two records taken apart",
            },
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("nhs_number", ""), _negated=True),
                fields=("home", "nhs_number"),
                name="one_record_an_nhs_number",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_personhistory" ("about", "address", "communication_needs", "contact_by", "date_of_birth", "email", "full_name", "home_id", "id", "language", "nhs_number", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "preferred_name", "reading_format", "safe_contact", "unsafe_channels", "version") VALUES (NEW."about", NEW."address", NEW."communication_needs", NEW."contact_by", NEW."date_of_birth", NEW."email", NEW."full_name", NEW."home_id", NEW."id", NEW."language", NEW."nhs_number", NOW(), \'insert\', NEW."id", NEW."phone", NEW."postcode", NEW."preferred_name", NEW."reading_format", NEW."safe_contact", NEW."unsafe_channels", NEW."version"); RETURN NULL;',
                    hash="30bd2131ea3200dc57fc4b1886320c42cbff2c01",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65688",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."communication_needs" IS DISTINCT FROM (NEW."communication_needs") OR OLD."contact_by" IS DISTINCT FROM (NEW."contact_by") OR OLD."date_of_birth" IS DISTINCT FROM (NEW."date_of_birth") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."home_id" IS DISTINCT FROM (NEW."home_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."nhs_number" IS DISTINCT FROM (NEW."nhs_number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."postcode" IS DISTINCT FROM (NEW."postcode") OR OLD."preferred_name" IS DISTINCT FROM (NEW."preferred_name") OR OLD."reading_format" IS DISTINCT FROM (NEW."reading_format") OR OLD."safe_contact" IS DISTINCT FROM (NEW."safe_contact") OR OLD."unsafe_channels" IS DISTINCT FROM (NEW."unsafe_channels") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "people_personhistory" ("about", "address", "communication_needs", "contact_by", "date_of_birth", "email", "full_name", "home_id", "id", "language", "nhs_number", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "preferred_name", "reading_format", "safe_contact", "unsafe_channels", "version") VALUES (NEW."about", NEW."address", NEW."communication_needs", NEW."contact_by", NEW."date_of_birth", NEW."email", NEW."full_name", NEW."home_id", NEW."id", NEW."language", NEW."nhs_number", NOW(), \'update\', NEW."id", NEW."phone", NEW."postcode", NEW."preferred_name", NEW."reading_format", NEW."safe_contact", NEW."unsafe_channels", NEW."version"); RETURN NULL;',
                    hash="3088b9e1d26804f2fe8a41403ed85b210a26c0aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_de829",
                    table="people_person",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("survivor")), _negated=True), name="merge_is_of_two_records"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="merge_says_why"),
        ),
        migrations.AddConstraint(
            model_name="legalrepresentative",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes", []), _negated=True), name="representative_may_decide_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="legalrepresentative",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"),
                name="representative_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalrepresentative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_on", None), ("document", "")),
                    models.Q(("seen_on__isnull", False), models.Q(("document", ""), _negated=True)),
                    _connector="OR",
                ),
                name="representative_document_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)), fields=("person", "user"), name="one_open_grant"
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="one_candidate_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="duplicatecandidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="candidate_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="death",
            constraint=models.UniqueConstraint(fields=("person",), name="one_death"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b5f85dfb45fed9d4c9b1ae604ebb5c0d50e4f31",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1851",
                    table="people_personhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="safetynote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person_knows", True), models.Q(("why_not_told", ""), _negated=True), _connector="OR"
                ),
                name="a_note_kept_from_somebody_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("made_at"))), name="invitation_ends_after_it_is_made"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_name", ""), _negated=True), name="invitation_names_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "best_interests"), _negated=True),
                    models.Q(("consulted", ""), _negated=True),
                    _connector="OR",
                ),
                name="best_interests_says_who_was_asked",
            ),
        ),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                fields=["organisation", "person"],
                include=("purpose", "starts_on", "ends_on"),
                name="share_by_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="share_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("person", "organisation", "purpose"),
                name="one_open_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis__in", ["agreement", "best_interests", "decider"]), _negated=True),
                    ("agreement__isnull", False),
                    _connector="OR",
                ),
                name="share_by_agreement_names_it",
            ),
        ),
    ]
