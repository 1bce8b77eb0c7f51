"""How much waits for a council's team and for its neighbourhood teams, as functions: Today asks both at every look.

The same as `contacts` and `caseload` in queries counted (tests/test_today.py holds each pair together); a connection
plans a function once. Row-level security looks for whoever asks.
"""

from django.db import migrations

CONTACTS = """
-- Nobody's: without an owner, or with one who does not answer what comes in here any more.
create function contacts_waiting(homes int[], me bigint[], on_duty varchar[], today date,
  out everything bigint, out mine bigint, out nobodys bigint, out late bigint)
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  select count(*), count(*) filter (where c.owner_id = any(me)), count(*) filter (where team.id is null),
    count(*) filter (where c.due_on < today)
  into everything, mine, nobodys, late
  from referrals_contact c
  left join (select distinct u.id from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
    where m.organisation_id = any(homes) and m.role = any(on_duty)
      and m.agreed and m.starts_on <= today and (m.ends_on is null or m.ends_on > today)) team on team.id = c.owner_id
  where c.home_id = any(homes) and c.state = 'open';
end $$;
"""
LOOKS = """
-- Whichever was written last, the tier or the meeting, says when to look again; without a tier, now.
create function team_looks_due(orgs int[], today date) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return (select count(*) from accounts_team t join referrals_teamperson k on k.team_id = t.id
    join people_person h on h.id = k.person_id
    left join lateral (select s.next_look_on, s.set_at from referrals_teamtier s where s.known_id = k.id
      order by s.set_at desc, s.id desc limit 1) tier on true
    left join lateral (select g.next_look_on, g.recorded_at from referrals_teammeeting g where g.known_id = k.id
      order by g.recorded_at desc, g.id desc limit 1) met on true
    where t.patch <> '' and (t.organisation_id = any(orgs) or exists (select 1 from accounts_teampartner p
        where p.team_id = t.id and p.organisation_id = any(orgs) and p.ends_on is null))
      and not exists (select 1 from referrals_teamleaving l where l.known_id = k.id)
      and (tier.set_at is null
        or case when met.recorded_at >= tier.set_at then met.next_look_on else tier.next_look_on end <= today));
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_guard_teams"), ("accounts", "0003_duty_and_partners")]
    operations = [
        migrations.RunSQL(CONTACTS, "drop function contacts_waiting"),
        migrations.RunSQL(LOOKS, "drop function team_looks_due"),
    ]
