-- The name of the person and the start of the current state, for each pathway on a worklist. It runs with the rights of the
-- caller.
create function worklist_cards(pathways bigint[])
returns table (pathway_id bigint, preferred_name varchar, state_since timestamptz) language sql stable as $$
  select p.id, h.preferred_name, p.state_since from pathways_pathway p join people_person h on h.id = p.person_id
  where p.id = any(pathways)
$$;
