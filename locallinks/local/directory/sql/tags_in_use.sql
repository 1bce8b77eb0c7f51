-- Tags that a listed service has, itself or by a child tag, for the form of every search. For each tag it stops at the
-- first service. It runs with the rights of the caller.
create function tags_in_use() returns table (key varchar, name varchar, parent varchar) language plpgsql stable as $$
begin
  return query
  with own as (
    select t.id, t.parent_id from directory_tag t where exists (
      select from directory_servicetag st join directory_service s on s.id = st.service_id
      where st.tag_id = t.id and s.withdrawn_at is null and s.status = 'active'))
  select t.key, t.name, above.name from directory_tag t left join directory_tag above on above.id = t.parent_id
  where t.id in (select own.id from own union select own.parent_id from own)
  order by t.key;
end $$;
