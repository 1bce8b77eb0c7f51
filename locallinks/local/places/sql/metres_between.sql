-- How far apart two points are, reckoned in one place for every question. As the crow flies (rules.distance_metres). The
-- database writes it into the question that asks, so that it costs no more than the sum itself.
create function metres_between(lat_1 float8, long_1 float8, lat_2 float8, long_2 float8) returns float8
language sql immutable parallel safe as $$
  select 12742000 * asin(least(1, sqrt(
    power(sin((radians(lat_2) - radians(lat_1)) / 2), 2)
    + cos(radians(lat_1)) * cos(radians(lat_2)) * power(sin(radians(long_2 - long_1) / 2), 2))))
$$;
