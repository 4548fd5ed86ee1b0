// Check values of the keys that people's ids and names were made with; loads of older versions did not record them.
MATCH (load:Load)
WHERE load.person_key IS NOT NULL
RETURN collect(DISTINCT load.person_key) AS found;
