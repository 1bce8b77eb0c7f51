-- How many of a neighbourhood team's people are due another look: the same as `caseload` in queries counted
-- (tests/test_today.py holds the two together). It is read as whoever asks.
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
