"""Row-level security for records put together and taken apart; a record laid aside is found no more."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

LIKENESS = """
create index people_likeness_home on people_likeness (home_id, likely);
alter table people_likeness enable row level security;
create policy see on people_likeness using (home_id = any((select guard.organisations())::int[]));
"""

# The search of migration 0002, and one line more: a record laid aside is not found.
SEARCH = """
create index people_merge_person on people_merge (person_id);
create or replace function guard.search_people(words text, most int) returns table (person_id bigint, score real)
language sql stable security definer set search_path = public, pg_temp set pg_trgm.word_similarity_threshold = '0.45' as $$
  with eyes as materialized (select guard.organisations() as organisations, guard.people() as people),
  found as materialized (
    select p.id, p.home_id, p.full_name, word_similarity(words, p.search_name) as score
      from people_person p where words <% p.search_name
    union
    select p.id, p.home_id, p.full_name, 0.4::real from people_person p
      where guard.sounds(words) <> '{}' and guard.sounds(p.search_name) @> guard.sounds(words)
    union
    select p.id, p.home_id, p.full_name, 2::real from people_person p
      where length(words) >= 10 and p.nhs_number = replace(words, ' ', '') and p.nhs_number <> ''
    union
    select p.id, p.home_id, p.full_name, 1.5::real from people_person p
      where p.postcode = upper(words) and p.postcode <> '')
  select f.id, max(f.score) from found f, eyes e
   where (f.home_id = any(e.organisations) or f.id = any(e.people)
      or exists (select 1 from people_share s where s.person_id = f.id and s.organisation_id = any(e.organisations)
          and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))))
     and not exists (select 1 from people_merge m left join people_unmerge u on u.merge_id = m.id
          where m.person_id = f.id and u.id is null)
   group by f.id, f.full_name order by max(f.score) desc, f.full_name, f.id limit most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0009_merging")]
    operations = [
        migrations.RunSQL(LIKENESS, "drop policy see on people_likeness;"),
        protect("people_merge", purposes=(), own=False),
        protect("people_unmerge", purposes=(), own=False),
        protect("people_keptapart", purposes=(), own=False),
        append_only("people_merge"),
        append_only("people_unmerge"),
        append_only("people_keptapart"),
        # On a database that is only upgraded nothing has loaded pg_trgm yet, and its setting is refused before it is.
        migrations.RunSQL("select show_limit();", migrations.RunSQL.noop),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
