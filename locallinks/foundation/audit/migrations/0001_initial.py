import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("write", "Did something"), ("read", "Looked")], max_length=5)),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("organisation_id", models.IntegerField(null=True)),
                ("organisation_name", models.CharField(blank=True, max_length=200)),
                ("person_id", models.BigIntegerField(null=True)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                ("home_id", models.IntegerField(null=True)),
                ("verb", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(blank=True, max_length=80)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("purpose", models.CharField(default="support", max_length=20)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["person_id", "-at"], name="audit_entry_person__37e0cc_idx"),
                    models.Index(fields=["actor_id", "-at"], name="audit_entry_actor_i_c1bf6d_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ["write", "read"])), name="audit_entry_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedPeople",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("organisation_id", models.IntegerField(null=True)),
                ("organisation_name", models.CharField(blank=True, max_length=200)),
                ("home_id", models.IntegerField()),
                ("page", models.CharField(max_length=80)),
                ("purpose", models.CharField(max_length=20)),
                ("people", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("without_record", models.IntegerField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["people"], name="audit_listed_people")],
            },
        ),
    ]
