"""What waits to be done by hand, again (0003): a letter to whoever the person asked us to tell is always by hand."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("locallinks.foundation.messages.migrations.0003_by_hand").BY_HAND.replace(
    "create function", "create or replace function"
)
OTHERS = "case when m.to_address <> '' then {} when u.id is not null then {}"
AFTER = BEFORE
for theirs, ours in (("'letter'", "'email'"), ("m.to_address", "u.email")):
    AFTER = AFTER.replace(f"case when u.id is not null then {ours}", OTHERS.format(theirs, ours))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_asked")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
