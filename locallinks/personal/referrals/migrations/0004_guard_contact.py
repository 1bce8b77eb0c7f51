"""Anybody may ask, nobody but the council's team may read it: a draft opens by its code, a request goes in by a door."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

DRAFTS = """
alter table referrals_asking enable row level security;  -- and no policy: the functions below are the only way in

create function guard.open_asking(of_digest text, at timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select answers from referrals_asking where digest = of_digest and touched_at > at - interval '28 days'
$$;

create function guard.keep_asking(of_digest text, of_part text, given jsonb, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if length(given::text) > 60000 then
    raise exception 'This is more than one page of a form can hold.' using errcode = 'check_violation';
  end if;
  delete from referrals_asking where touched_at <= at - interval '28 days';
  insert into referrals_asking (digest, answers, touched_at) values (of_digest, jsonb_build_object(of_part, given), at)
    on conflict (digest) do update
    set answers = referrals_asking.answers || excluded.answers, touched_at = excluded.touched_at;
end $$;

create function guard.forget_old_askings(at timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from referrals_asking where touched_at <= at - interval '28 days' returning 1)
  select count(*) from gone
$$;

create function guard.forget_asking(of_digest text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from referrals_asking where digest = of_digest
$$;
"""

SEND = """
-- Whoever in the team has least waiting is asked first: an open request always has an owner, who may pass it on.
create function guard.owner_for(of_home int) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select m.user_id from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
   where m.organisation_id = of_home and m.role in ('social_worker', 'handover_champion')
     and m.agreed and m.starts_on <= (select guard.today()) and (m.ends_on is null or m.ends_on > (select guard.today()))
   order by m.role desc,
     (select count(*) from referrals_contact c where c.owner_id = m.user_id and c.state = 'open'), m.user_id
   limit 1
$$;

-- The draft becomes a request: once. Null when the code opens no draft, as after a second click.
create function guard.send_asking(of_digest text, to_home int, given jsonb, due date, at timestamptz) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare sent bigint; row referrals_contact;
begin
  delete from referrals_asking where digest = of_digest and touched_at > at - interval '28 days';
  if not found or not exists (select from accounts_organisation where id = to_home and kind = 'council') then
    return null;
  end if;
  row := jsonb_populate_record(null::referrals_contact, given);
  insert into referrals_contact (
    version, home_id, kind, urgent, why_urgent, full_name, preferred_name, date_of_birth, nhs_number, phone, email,
    address, postcode, reason, matters, facts, told_by, told_by_relation, told_by_reach, organisation_name,
    contact_basis, contact_note, safe_contact, communication_needs, sent_at, due_on, owner_id, state)
  values (
    1, to_home, row.kind, row.urgent, row.why_urgent, row.full_name, row.preferred_name, row.date_of_birth,
    row.nhs_number, row.phone, row.email, row.address, row.postcode, row.reason, row.matters, row.facts, row.told_by,
    row.told_by_relation, row.told_by_reach, row.organisation_name, row.contact_basis, row.contact_note,
    row.safe_contact, row.communication_needs, at, due, guard.owner_for(to_home), 'open')
  returning id into sent;
  insert into referrals_contactstep (contact_id, home_id, event, actor_name, at, reason)
    values (sent, to_home, 'asked', row.told_by, at, '');
  return sent;
end $$;
"""

STEPS = """
create index referrals_contactstep_home on referrals_contactstep (home_id, contact_id);
alter table referrals_contactstep enable row level security;
create policy see on referrals_contactstep using (home_id = any((select guard.organisations())::int[]));
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_contact"), ("accounts", "0005_asked_and_confirmed")]
    operations = [
        migrations.RunSQL(
            DRAFTS,
            "drop function guard.forget_asking; drop function guard.forget_old_askings; "
            "drop function guard.keep_asking; drop function guard.open_asking;",
        ),
        protect("referrals_contact", purposes=(), own=False),
        migrations.RunSQL(STEPS, "drop policy see on referrals_contactstep;"),
        append_only("referrals_contactstep"),
        migrations.RunSQL(SEND, "drop function guard.send_asking; drop function guard.owner_for;"),
    ]
