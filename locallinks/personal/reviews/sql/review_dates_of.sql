-- The same days of one person's way through: a connection plans a function once. It is read as whoever asks.
create function review_dates_of(of_pathway bigint) returns setof review_dates language plpgsql stable as $$
begin
  return query select * from review_dates where pathway_id = of_pathway;
end $$;
