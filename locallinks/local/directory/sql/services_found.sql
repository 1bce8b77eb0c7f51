-- Services that match a search, one page of them with all that a result shows. A null argument does not narrow the search.
-- One statement, which a connection plans once. It runs with the rights of the caller.
create function services_found(
  query tsquery, words text, here_latitude float8, here_longitude float8,
  within float8, south float8, north float8, west float8, east float8,
  on_day int, of_tag text, of_age int, only_free boolean, also_closed boolean, skip int, most int)
returns table (
  total bigint, id bigint, uuid uuid, name varchar, organisation varchar, description text, fees text, is_free boolean,
  phone varchar, url varchar, status varchar, assured_on date, metres float8,
  place varchar, address varchar, postcode varchar, times json, tags varchar[])
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
  return query
  with fitting as not materialized (
    select s.id, s.name, s.search from directory_service s
    where s.withdrawn_at is null and (also_closed or s.status = 'active')
      and (within is null or s.id in (
        select l.service_id from directory_location l
        where l.latitude between south and north and l.longitude between west and east
          and metres_between(here_latitude, here_longitude, l.latitude, l.longitude) <= within))
      and (on_day is null or s.id in (select d.service_id from directory_schedule d where d.weekday = on_day))
      and (of_tag is null or s.id in (
        select st.service_id from directory_servicetag st join directory_tag t on t.id = st.tag_id
        left join directory_tag above on above.id = t.parent_id where of_tag in (t.key, above.key)))
      and (of_age is null or (coalesce(s.minimum_age <= of_age, true) and coalesce(s.maximum_age >= of_age, true)))
      and (not only_free or s.is_free)),
  -- By the words, or by a similar name, to allow for misspelling. The score is rounded to one decimal, so that services
  -- that match about equally well are ordered by distance.
  matched as materialized (
    select f.id, f.name, round((ts_rank(f.search, query)
      + word_similarity(words, f.name) * 0.6 + similarity(f.name, words) * 0.4)::numeric, 1) as score
    from fitting f where query is not null and (f.search @@ query or f.name %> words)
    union all
    select f.id, f.name, 0 from fitting f where query is null),
  -- Without words nearly every location matches: all are then read at once, not service by service.
  places as not materialized (
    select l.service_id, l.latitude, l.longitude from directory_location l where query is null
    union all
    select l.service_id, l.latitude, l.longitude from directory_location l
    where query is not null and l.service_id in (select m.id from matched m)),
  far as (
    select p.service_id, min(metres_between(here_latitude, here_longitude, p.latitude, p.longitude)) as metres
    from places p where here_latitude is not null group by p.service_id),
  shown as (
    select m.id, m.score, m.name, f.metres from matched m left join far f on f.service_id = m.id
    order by m.score desc, f.metres, m.name, m.id offset skip limit most)
  select (select count(*) from matched), s.id, s.uuid, s.name, o.name, s.description, s.fees, s.is_free,
    s.phone, s.url, s.status, s.assured_on, shown.metres, l.name, l.address, l.postcode, d.times, t.tags
  from shown join directory_service s on s.id = shown.id
  join directory_serviceorganisation o on o.id = s.organisation_id
  left join lateral (
    select l.name, l.address, l.postcode from directory_location l where l.service_id = s.id
    order by metres_between(here_latitude, here_longitude, l.latitude, l.longitude), l.id limit 1) l on true
  left join lateral (
    select json_agg(json_build_array(d.weekday, d.nth, d.monthday, d.freq, d.interval, d.opens_at, d.closes_at,
      d.starts_on, d.ends_on, d.note) order by d.weekday, d.opens_at, d.id) as times
    from directory_schedule d where d.service_id = s.id) d on true
  left join lateral (
    select array_agg(t.name order by t.key) as tags
    from directory_servicetag st join directory_tag t on t.id = st.tag_id where st.service_id = s.id) t on true
  order by shown.score desc, shown.metres, shown.name, shown.id;
end $$;
