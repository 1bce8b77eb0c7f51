"""The words people use for the same thing, to begin with."""

from django.db import migrations

from locallinks.local.directory.rules.words import SYNONYMS


def add(apps, schema_editor):
    group = apps.get_model("directory", "SynonymGroup")
    group.objects.using(schema_editor.connection.alias).bulk_create(group(words=list(words)) for words in SYNONYMS)


def remove(apps, schema_editor):
    apps.get_model("directory", "SynonymGroup").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
