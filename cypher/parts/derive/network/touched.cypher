// What each of these loads changed, by label and relationship type; nothing for a load that did not record it.
MATCH (load:Load)
WHERE load.load_id IN $loads
RETURN collect(coalesce(load.touched, [])) AS found;
