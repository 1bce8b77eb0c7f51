"""Who reads a keeping-safe note, and who knows who may decide for somebody."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

# Home and those who plan; whoever visits, where it is for visits; the person, where they know of it.
LIVE = (
    "s.organisation_id = any((select guard.organisations())::int[]) "
    "and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))"
)
NOTE = f"""
alter table people_person alter never_by set default '{{}}';
alter table people_relationship alter lives_with set default false;
alter table people_person add constraint never_by_an_unsafe_way check (not contact_by = any(never_by));
create policy for_visits on people_safetynote for select using (
  for_visits and exists (select 1 from people_share s
    where s.person_id = people_safetynote.person_id and s.purpose = 'arrangement' and {LIVE}));
create policy for_me on people_safetynote for select using (
  person_knows and person_id = any((select guard.people())::bigint[]));
-- That a note ended is as much as whoever reads the note may know of its reviews.
create policy with_its_note on people_safetyreview for select using (
  exists (select 1 from people_safetynote n where n.id = people_safetyreview.note_id));
"""
UNDO = """
alter table people_person drop constraint never_by_an_unsafe_way;
drop policy with_its_note on people_safetyreview;
drop policy for_me on people_safetynote;
drop policy for_visits on people_safetynote;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0007_safety_and_deciding")]
    operations = [
        protect("people_safetynote", purposes=("planning",), own=False),
        protect("people_safetyreview", purposes=("planning",), own=False),
        migrations.RunSQL(NOTE, UNDO),
        protect("people_decider", purposes=("planning",)),
        protect("people_deciderend", purposes=("planning",)),
        *(
            append_only(table)
            for table in ("people_safetynote", "people_safetyreview", "people_decider", "people_deciderend")
        ),
    ]
