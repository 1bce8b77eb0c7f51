-- How many of a neighbourhood team's people are due another look: the same as `caseload` in queries counted
-- (tests/test_actions.py holds the two together). It runs with the rights of the caller.
-- The newer of the tier and the meeting says when to look again. Somebody without a tier is due now.
create function team_reviews_due(orgs int[], today date) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return (select count(*) from accounts_team t join teams_teammembership m on m.team_id = t.id
    join people_person h on h.id = m.person_id
    left join lateral (select s.next_look_on, s.set_at from teams_teamtier s where s.membership_id = m.id
      order by s.set_at desc, s.id desc limit 1) tier on true
    left join lateral (select g.next_look_on, g.recorded_at from teams_teammeeting g where g.membership_id = m.id
      order by g.recorded_at desc, g.id desc limit 1) met on true
    where t.patch <> '' and (t.organisation_id = any(orgs) or exists (select 1 from accounts_teampartner p
        where p.team_id = t.id and p.organisation_id = any(orgs) and p.ends_on is null))
      and not exists (select 1 from teams_teamleaving l where l.membership_id = m.id)
      and (tier.set_at is null
        or case when met.recorded_at >= tier.set_at then met.next_look_on else tier.next_look_on end <= today));
end $$;
