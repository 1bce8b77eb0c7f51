"""No software assigns anybody: a request belongs to whoever the council put on duty that day, or to the whole team."""

from django.db import migrations

OWNER = """
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
create or replace function guard.send_asking(of_digest text, to_home int, given jsonb, due date, at timestamptz)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
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
    row.safe_contact, row.communication_needs, at, due,
    guard.on_duty(to_home, (at at time zone 'Europe/London')::date), 'open')
  returning id into sent;
  insert into referrals_contactstep (contact_id, home_id, event, actor_name, at, reason)
    values (sent, to_home, 'asked', row.told_by, at, '');
  return sent;
end $$;
drop function guard.owner_for(int);
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_guard_question"), ("accounts", "0005_asked_and_confirmed")]
    operations = [migrations.RunSQL(OWNER, migrations.RunSQL.noop)]
