// Check values of the keys that people's ids and names were made with; blank for loads of older versions.
MATCH (load:Load)
RETURN collect(DISTINCT coalesce(load.person_key, '')) AS found;
