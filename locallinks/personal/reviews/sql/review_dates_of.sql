-- The same dates for one pathway; a function, so that each connection plans the query once. Row-level security applies.
create function review_dates_of(of_pathway bigint) returns setof review_dates language plpgsql stable as $$
begin
  return query select * from review_dates where pathway_id = of_pathway;
end $$;
