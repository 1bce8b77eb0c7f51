"""Only the council reads what came in and went out; steps and outbound entries are history."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

STEPS = """
create index exchange_inboundrecordstep_home on exchange_inboundrecordstep (home_id, record_id);
alter table exchange_inboundrecordstep enable row level security;
create policy see on exchange_inboundrecordstep using (home_id = any((select guard.organisations())::int[]));
"""
# For the next page of entries of one council.
FEED = "create index exchange_outboundentry_feed on exchange_outboundentry (home_id, id);"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("exchange_inboundrecord", purposes=(), own=False),
        protect("exchange_outboundentry", purposes=(), own=False),
        migrations.RunSQL(STEPS, migrations.RunSQL.noop),
        append_only("exchange_inboundrecordstep"),
        append_only("exchange_outboundentry"),
        migrations.RunSQL(FEED, migrations.RunSQL.noop),
    ]
