-- The distance in metres between two points, as rules.distance_metres. PostgreSQL inlines it into the calling query.
create function metres_between(lat_1 float8, long_1 float8, lat_2 float8, long_2 float8) returns float8
language sql immutable parallel safe as $$
  select 12742000 * asin(least(1, sqrt(
    power(sin((radians(lat_2) - radians(lat_1)) / 2), 2)
    + cos(radians(lat_1)) * cos(radians(lat_2)) * power(sin(radians(long_2 - long_1) / 2), 2))))
$$;
