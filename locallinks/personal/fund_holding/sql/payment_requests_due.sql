-- Requests for a direct payment without a decision, on open pathways, for the workers named, or for every worker where
-- `workers` is null. It runs with the rights of the caller.
create function payment_requests_due(homes int[], workers bigint[])
returns table (pathway_id bigint, recorded_at timestamptz) language sql stable as $$
  select r.pathway_id, r.recorded_at from fund_holding_paymentrequest r join pathways_pathway p on p.id = r.pathway_id
  where r.home_id = any(homes) and p.closed_at is null
    and not exists (select 1 from fund_holding_paymentdecision d where d.request_id = r.id)
    and (workers is null or p.planner_id = any(workers) or p.social_worker_id = any(workers)
      or (p.planner_id is null and p.social_worker_id is null))
  order by r.recorded_at, r.id
$$;
