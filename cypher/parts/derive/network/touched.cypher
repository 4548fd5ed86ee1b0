// What each of these loads has changed, by label and relationship type; of one of which that is not known, nothing.
MATCH (load:Load)
WHERE load.load_id IN $loads
RETURN collect(coalesce(load.touched, [])) AS found;
