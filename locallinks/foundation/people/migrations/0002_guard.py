"""Row-level security for people and the records about them, and the guard functions of this room.

The functions search people, end access, and look up grants and links before any viewer exists.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import EVERY_PURPOSE, append_only, protect

HOME_OR_PERSON = (
    "home_id = any((select guard.organisations())::int[]) or person_id = any((select guard.people())::bigint[])"
)

# Who may add or change records about a person: the home; the person and users with a grant, while the person lives; and an
# organisation with a live share, until the share is read-only.
MAY_WRITE = """
create function guard.may_write(of_person bigint, of_home int) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select of_home = any(guard.organisations())
    or (of_person = any(guard.people()) and not exists (select 1 from people_death d where d.person_id = of_person))
    or exists (select 1 from people_share s where s.person_id = of_person
      and s.organisation_id = any(guard.organisations()) and s.starts_on <= guard.today()
      and (s.ends_on is null or s.ends_on > guard.today())
      and (s.read_only_from is null or s.read_only_from > guard.today()))
$$;
"""

SHARE = f"""
create trigger keep_home before insert or update of person_id, home_id on people_share
    for each row execute function guard.keep_home();
create index people_share_person_home on people_share (person_id, home_id);
alter table people_share enable row level security;
-- An organisation that plans with somebody may open shares for arranged support or for finding it, and no others.
create function guard.may_pass_on(of_person bigint, for_purpose text) returns boolean language sql stable security definer
set search_path = public, pg_temp as $$
  select for_purpose in ('arrangement', 'support') and exists (
    select 1 from people_share s where s.person_id = of_person and s.purpose = 'planning'
      and s.organisation_id = any(guard.organisations())
      and s.starts_on <= guard.today() and (s.ends_on is null or s.ends_on > guard.today())
      and (s.read_only_from is null or s.read_only_from > guard.today()))
$$;
create policy see on people_share for select using (
  {HOME_OR_PERSON} or organisation_id = any((select guard.organisations())::int[]) or guard.may_pass_on(person_id, purpose));
create policy open_share on people_share for insert with check ({HOME_OR_PERSON} or guard.may_pass_on(person_id, purpose));
-- An organisation may end its own share; only the home or the person may open it again.
create policy change_share on people_share for update using (
  {HOME_OR_PERSON} or organisation_id = any((select guard.organisations())::int[]) or guard.may_pass_on(person_id, purpose))
  with check ({HOME_OR_PERSON} or ends_on <= (select guard.today()));

-- The person, organisation, purpose and start of a share never change, and an ended share is not opened again.
create function guard.keep_share() returns trigger language plpgsql as $$
begin
  if (new.person_id, new.organisation_id, new.purpose, new.starts_on)
     is distinct from (old.person_id, old.organisation_id, old.purpose, old.starts_on) then
    raise exception 'A share never changes whom it is about or what it is for: end it and open another.'
      using errcode = 'restrict_violation';
  end if;
  if old.read_only_from is not null and new.read_only_from is distinct from old.read_only_from
     or (old.purpose in ('planning', 'team') and old.ends_on is not null
         and (new.ends_on is null or new.ends_on > old.ends_on)) then
    raise exception 'A share that has ended is not opened again: open another.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_share before update on people_share for each row execute function guard.keep_share();
"""

# When a pathway has closed or a person has died, this ends all shares and links, whoever of those who plan records it.
# Organisations that gave support or looked for it lose access that day; those that planned may read until a later day.
CLOSE = """
create function guard.close_record(of_person bigint, why text, on_day date, read_until date, at timestamptz)
returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  read_until := least(read_until, guard.today() + 366);
  if not exists (select 1 from people_person p where p.id = of_person and (
      p.home_id = any(guard.organisations()) or p.id = any(guard.people())
      or exists (select 1 from people_share s where s.person_id = p.id and s.purpose = 'planning'
        and s.organisation_id = any(guard.organisations()) and s.starts_on <= guard.today()
        and (s.ends_on is null or s.ends_on > guard.today())
        and (s.read_only_from is null or s.read_only_from > guard.today())))) then
    raise exception 'Only those who plan with somebody end what was shared.' using errcode = 'insufficient_privilege';
  end if;
  update people_share set ends_on = greatest(starts_on, on_day)
   where person_id = of_person and purpose in ('arrangement', 'support') and (ends_on is null or ends_on > on_day);
  update people_share set read_only_from = coalesce(read_only_from, on_day),
      ends_on = greatest(starts_on, least(coalesce(ends_on, read_until), read_until))
   where person_id = of_person and purpose in ('planning', 'team') and (ends_on is null or ends_on > on_day);
  if why = 'died' then
    update people_grant set ends_on = greatest(starts_on, read_until)
     where person_id = of_person and (ends_on is null or ends_on > read_until);
  end if;
  insert into people_invitationend (person_id, home_id, invitation_id, why, at)
  select i.person_id, i.home_id, i.id, close_record.why, close_record.at from people_invitation i
   where i.person_id = of_person and i.expires_at > close_record.at
     and not exists (select 1 from people_invitationend e where e.invitation_id = i.id);
end $$;
"""

PERSON = """
create policy open_to_change on people_person as restrictive for update using (guard.may_write(id, home_id))
  with check (guard.may_write(id, home_id));
create policy open_to_remove on people_person as restrictive for delete using (guard.may_write(id, home_id));
create policy see on people_person using (
  home_id = any((select guard.organisations())::int[])
  or id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = people_person.id
     and s.organisation_id = any((select guard.organisations())::int[])
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
alter table people_person enable row level security;
create index people_person_home on people_person (home_id, full_name);
-- Without fastupdate, so that a search need not read a list of pending index entries.
create index people_person_trigram on people_person using gin (search_name gin_trgm_ops) with (fastupdate = off);
-- The sounds of names, so that a name with swapped letters is found: "Frith" finds Firth.
create function guard.sounds(words text) returns text[] language sql immutable parallel safe as
$$ select coalesce(array_agg(distinct sound), '{}') from (
     select public.dmetaphone(word) as sound from regexp_split_to_table(words, '[^a-z]+') as word) as heard
   where sound <> '' $$;
create index people_person_sounds on people_person using gin (guard.sounds(search_name)) with (fastupdate = off);
create index people_person_nhs on people_person (nhs_number) where nhs_number <> '';
create index people_person_postcode on people_person (postcode) where postcode <> '';

create function guard.keep_responsible() returns trigger language plpgsql as $$
begin
  if new.home_id is distinct from old.home_id then
    raise exception 'The organisation responsible for a person never changes: the new council starts its own record.'
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_responsible before update on people_person for each row execute function guard.keep_responsible();

alter table people_personhistory enable row level security;
create policy see on people_personhistory using (
  home_id = any((select guard.organisations())::int[]) or pgh_obj_id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = people_personhistory.pgh_obj_id
     and s.organisation_id = any((select guard.organisations())::int[]) and s.purpose = 'planning'
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
"""

SEARCH = """
-- This loads pg_trgm on the connection: before that, its setting below would be refused.
select show_limit();

-- Trigram operators are not leakproof, so they lose their index under row-level security. Therefore the search runs as the
-- owner, applies the same settings itself, and returns ids and scores only.
create function guard.search_people(words text, most int) returns table (person_id bigint, score real)
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

-- The people whose records a user may open by a grant; called before there is a viewer.
create function guard.grants_of(of_user bigint) returns table (person_id bigint, kind text)
language sql stable security definer set search_path = public, pg_temp as $$
  select g.person_id, g.kind from people_grant g where g.user_id = of_user
   and g.starts_on <= (select guard.today()) and (g.ends_on is null or g.ends_on > (select guard.today())) order by g.id
$$;
"""

LINK = """
-- A link works while the person lives, its maker still works with people there (or still has a grant), and, for a network,
-- its share is live and not read-only.
create function guard.invitation(of_digest text)
returns table (id bigint, person_id bigint, purpose text, record_id bigint, to_name text, expires_at timestamptz, ended text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.person_id, i.purpose::text, i.record_id, i.to_name::text, i.expires_at,
    case
      when e.why is not null then e.why::text
      when exists (select 1 from people_death d where d.person_id = i.person_id) then 'died'
      when i.organisation_id is null and not exists (
        select 1 from people_grant g where g.person_id = i.person_id and g.user_id = i.made_by_id
          and g.starts_on <= guard.today() and (g.ends_on is null or g.ends_on > guard.today())) then 'not_shared'
      when i.organisation_id is not null and not exists (
        select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
         where m.user_id = i.made_by_id and m.organisation_id = i.organisation_id and m.agreed
          and (m.role in ('social_worker', 'support_planner') or m.role = 'broker' and i.purpose = 'say_price')
          and m.starts_on <= guard.today() and (m.ends_on is null or m.ends_on > guard.today())) then 'maker_left'
      when i.organisation_id <> i.home_id and not exists (
        select 1 from people_share s where s.id = i.share_id and s.starts_on <= guard.today()
          and (s.ends_on is null or s.ends_on > guard.today())
          and (s.read_only_from is null or s.read_only_from > guard.today())) then 'not_shared'
    end
    from people_invitation i left join people_invitationend e on e.invitation_id = i.id
   where i.digest = of_digest
$$;
"""

# A link is made in the viewer's own name and depends on the viewer's own access: otherwise it could outlive that access.
OWN_ACCESS = """
  made_by_id = nullif(current_setting('app.viewer', true), '')::bigint
  and expires_at <= made_at + interval '366 days'
  and case when organisation_id is null then person_id = any((select guard.people())::bigint[])
    else organisation_id = any((select guard.organisations())::int[])
      and (organisation_id = home_id or exists (
        select 1 from people_share s where s.id = share_id and s.organisation_id = people_invitation.organisation_id
          and s.person_id = people_invitation.person_id)) end
"""

# Safety notes: beside the home and those who plan, organisations that give support read those for visits, and the person
# reads those they know of.
LIVE = (
    "s.organisation_id = any((select guard.organisations())::int[]) "
    "and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))"
)
SAFETY = f"""
alter table people_person alter unsafe_channels set default '{{}}';
alter table people_relationship alter lives_with set default false;
alter table people_person add constraint contact_by_a_safe_channel check (not contact_by = any(unsafe_channels));
create policy for_visits on people_safetynote for select using (
  for_visits and exists (select 1 from people_share s
    where s.person_id = people_safetynote.person_id and s.purpose = 'arrangement' and {LIVE}));
create policy for_me on people_safetynote for select using (
  person_knows and person_id = any((select guard.people())::bigint[]));
-- Whoever reads a note may read its reviews, and so see that it has ended.
create policy with_its_note on people_safetyreview for select using (
  exists (select 1 from people_safetynote n where n.id = people_safetyreview.note_id));
"""

# Merges. A record merged away is not found by the search; a user who opens their own learns since when, and nothing of the
# other record.
MERGING = """
create index people_duplicatecandidate_home on people_duplicatecandidate (home_id, probability);
alter table people_duplicatecandidate enable row level security;
create policy see on people_duplicatecandidate using (home_id = any((select guard.organisations())::int[]));
create index people_merge_person on people_merge (person_id);

create function guard.merged_away_at(of_person bigint) returns timestamp with time zone language sql stable
security definer set search_path = public, pg_temp as $$
  select m.merged_at from people_merge m left join people_unmerge u on u.merge_id = m.id
   where m.person_id = of_person and u.id is null and of_person = any(guard.people())
$$;
"""

PLANNING = ("sharingagreement", "agreementwithdrawal", "invitationend", "legalrepresentative", "legalrepresentativeend")
HIDDEN_FROM_THE_PERSON = ("safetynote", "safetyreview")
OF_THE_HOME = ("merge", "unmerge", "duplicatedismissal")
APPEND_ONLY = (
    "sharingagreement",
    "agreementwithdrawal",
    "death",
    "invitation",
    "invitationend",
    "safetynote",
    "safetyreview",
    "legalrepresentative",
    "legalrepresentativeend",
    "merge",
    "unmerge",
    "duplicatedismissal",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("shared", "0001_guard")]
    operations = [
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (MAY_WRITE, SHARE, CLOSE, PERSON, SEARCH, LINK)),
        protect("people_grant", purposes=()),
        protect("people_relationship", purposes=("planning", "support")),
        protect("people_death", purposes=EVERY_PURPOSE),
        protect("people_invitation", purposes=("planning",), extra_check=OWN_ACCESS),
        *(protect(f"people_{table}", purposes=("planning",)) for table in PLANNING),
        *(protect(f"people_{table}", purposes=("planning",), own=False) for table in HIDDEN_FROM_THE_PERSON),
        *(protect(f"people_{table}", purposes=(), own=False) for table in OF_THE_HOME),
        migrations.RunSQL(SAFETY, migrations.RunSQL.noop),
        migrations.RunSQL(MERGING, migrations.RunSQL.noop),
        *(append_only(f"people_{table}") for table in APPEND_ONLY),
    ]
