"""Entries are append-only, and seen by the home organisation, the actor's organisation, and the person.

Reads and acts for a safeguarding concern are seen by nobody here: the alleged source may be a relative with access to
the record, a worker in the same network, or one of the council itself (care-act.md section 9). The room `concerns` opens
those about a concern to whoever may read that concern (concerns/migrations/0002_guard.py).
What the person is not told of (`not_told`: a keeping-safe note kept from them) is not seen by them or whom they let in.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only

POLICY = """
create index audit_entry_person_home on audit_entry (person_id, home_id);
alter table audit_entry enable row level security;
create policy see on audit_entry for select using (purpose <> 'concern' and (
  home_id = any((select guard.organisations())::int[])
  or (person_id is null and home_id = any((select guard.memberships())::int[]))
  or (purpose <> 'not_told' and person_id = any((select guard.people())::bigint[]))
  or organisation_id = any((select guard.organisations())::int[])));
-- Everybody leaves marks, also where they may not read them back; nobody but the system can change one.
create policy leave_a_mark on audit_entry for insert with check (true);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("shared", "0001_guard")]
    operations = [
        migrations.RunSQL(POLICY, "drop policy see on audit_entry; drop policy leave_a_mark on audit_entry;"),
        append_only("audit_entry"),
    ]
