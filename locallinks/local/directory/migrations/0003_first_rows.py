"""The words people use for the same thing, to begin with, from real directories. An administrator may add to them."""

from django.db import migrations

SYNONYMS = (
    ("lunch club", "luncheon club", "dinner club", "shared meal", "community meal"),
    ("walk", "ramble", "stroll", "nordic walking"),
    ("gardening", "garden", "allotment", "community growing"),
    ("befriending", "befriender", "friendship", "company", "lonely", "loneliness", "visiting scheme"),
    ("transport", "lift", "lifts", "minibus", "dial a ride", "car scheme", "community transport"),
    ("dance", "ballroom", "tea dance", "majorette", "majorettes"),
    ("men's shed", "mens shed", "shed", "woodwork"),
    ("carer", "caring", "looking after someone"),
    ("computer", "computers", "digital", "tablet", "internet", "online skills"),
    ("church", "chapel", "mosque", "temple", "gurdwara", "synagogue", "faith", "worship"),
    ("knitting", "knit", "crochet", "sewing", "craft", "crafts"),
    ("singing", "choir", "sing", "music"),
    ("exercise", "keep fit", "fitness", "tai chi", "yoga", "chair exercise", "gentle exercise"),
    ("foot care", "toenail", "toe nail", "podiatry", "chiropody"),
    ("cleaning", "cleaner", "housework", "home help", "domestic help"),
    ("shopping", "errands", "prescriptions"),
    ("dementia", "alzheimer's", "memory"),
    ("deaf", "hearing", "lip reading"),
    ("blind", "sight loss", "visually impaired", "partially sighted"),
    ("warm space", "welcome space", "warm hub", "welcoming space"),
    ("home care", "personal care", "help at home", "care at home"),
    ("handyman", "handyperson", "odd jobs", "repairs"),
    ("bereavement", "bereaved", "grief"),
    ("benefits", "welfare rights", "money advice", "debt"),
    ("pet", "pets", "dog walking"),
)


def load(apps, schema_editor):
    group = apps.get_model("directory", "SynonymGroup")
    group.objects.using(schema_editor.connection.alias).bulk_create(group(words=list(words)) for words in SYNONYMS)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_guard")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
