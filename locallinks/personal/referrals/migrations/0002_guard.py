"""Who reads requests, advice and questions; and the functions through which anybody may ask for help.

A referral names who told us, so only the council sees it. Advice, questions and answers belong to the person too. Anybody
may ask for help, and only the council's team may read the request: a function opens a draft by its code and sends it.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

PERSONS = ("advice", "partnerquestion", "partneranswer")

DRAFTS = """
alter table referrals_requestdraft enable row level security;  -- and no policy: the functions below are the only way in

create function guard.open_request_draft(of_digest text, at timestamptz) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select answers from referrals_requestdraft where digest = of_digest and touched_at > at - interval '28 days'
$$;

create function guard.save_request_draft(of_digest text, of_part text, given jsonb, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if length(given::text) > 60000 then
    raise exception 'This is more than one page of a form can hold.' using errcode = 'check_violation';
  end if;
  delete from referrals_requestdraft where touched_at <= at - interval '28 days';
  insert into referrals_requestdraft (digest, answers, touched_at) values (of_digest, jsonb_build_object(of_part, given), at)
    on conflict (digest) do update
    set answers = referrals_requestdraft.answers || excluded.answers, touched_at = excluded.touched_at;
end $$;

create function guard.forget_old_request_drafts(at timestamptz) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with gone as (delete from referrals_requestdraft where touched_at <= at - interval '28 days' returning 1)
  select count(*) from gone
$$;

create function guard.forget_request_draft(of_digest text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from referrals_requestdraft where digest = of_digest
$$;
"""

# No software assigns anybody: a request belongs to whoever the council put on duty that day, or to the whole team.
SEND = """
-- Whoever the council put on duty that day, while they work in its team; else nobody: the request is the whole team's.
create function guard.on_duty(of_home int, on_day date) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
  select d.user_id from accounts_duty d join accounts_user u on u.id = d.user_id and u.is_active
   where d.organisation_id = of_home and d.day = on_day and exists (
     select from accounts_membership m where m.user_id = d.user_id and m.organisation_id = of_home
        and m.role in ('social_worker', 'handover_champion')
        and m.agreed and m.starts_on <= on_day and (m.ends_on is null or m.ends_on > on_day))
$$;

-- The draft becomes a request: once. Null when the code opens no draft, as after a second click.
create function guard.send_request(of_digest text, to_home int, given jsonb, due date, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare sent bigint; row referrals_contact;
begin
  delete from referrals_requestdraft where digest = of_digest and touched_at > at - interval '28 days';
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
    row.safe_contact, row.communication_needs, at, due,
    guard.on_duty(to_home, (at at time zone 'Europe/London')::date), 'open')
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
    dependencies = [("people", "0002_guard"), ("referrals", "0001_initial")]
    operations = [
        *(protect(f"referrals_{table}", purposes=(), own=False) for table in ("referral", "contact")),
        *(protect(f"referrals_{table}", purposes=()) for table in PERSONS),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (DRAFTS, STEPS, SEND)),
        *(append_only(f"referrals_{table}") for table in ("referral", "contactstep", *PERSONS)),
    ]
