-- The colleagues whom a user covers for today. It runs with the rights of the caller.
create function covered_by(of_user bigint) returns table (user_id bigint, name varchar) language sql stable as $$
  select c.user_id, u.name from accounts_cover c join accounts_user u on u.id = c.user_id
  where c.covered_by_id = of_user and c.starts_on <= guard.today() and c.ends_on > guard.today()
$$;
