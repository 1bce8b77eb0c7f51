-- How many messages wait for somebody to do something, for the Today page: the sum of `counts` in queries.py, as
-- tests/test_by_hand.py checks. A letter to somebody else, for which the person asked, is always printed and posted.
create function outbox_by_hand(of_moment timestamptz, stuck_after int) returns bigint language plpgsql stable as $$
begin
  return (select count(*) from (
    select m.id, case when m.to_address <> '' then 'letter' when u.id is not null then 'email' else p.contact_by end as channel,
      case when m.to_address <> '' then m.to_address when u.id is not null then u.email when p.contact_by = 'email' then p.email
           when p.contact_by = 'letter' then p.address else p.phone end as sent_to
    from outbox_message m join people_person p on p.id = m.person_id
    left join accounts_user u on u.id = m.recipient_user_id
    where m.finished_at is null and (m.not_before is null or m.not_before <= of_moment)
      and (m.good_until is null or m.good_until > of_moment) and coalesce(u.is_active, true)
      and (u.id is not null or not exists (select 1 from people_death d where d.person_id = m.person_id))
  ) waiting where sent_to = '' or channel in ('letter', 'phone')
    or (select count(*) from outbox_failedattempt f where f.message_id = waiting.id) >= stuck_after);
end $$;
