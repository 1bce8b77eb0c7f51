-- How much waits for a council's team: the same as `contacts` in queries counted (tests/test_today.py holds the two
-- together). It is read as whoever asks.
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
