"""What came and what went out is the council's alone to read; steps and what was given out are history."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

STEPS = """
create index exchange_recordstep_home on exchange_recordstep (home_id, record_id);
alter table exchange_recordstep enable row level security;
create policy see on exchange_recordstep using (home_id = any((select guard.organisations())::int[]));
"""
# The next page of the feed: one council's, by number.
FEED = "create index exchange_outgoing_feed on exchange_outgoing (home_id, id);"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("exchange_record", purposes=(), own=False),
        protect("exchange_outgoing", purposes=(), own=False),
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
        append_only("exchange_recordstep"),
        append_only("exchange_outgoing"),
        migrations.RunSQL(FEED, migrations.RunSQL.noop),
    ]
