// Loads that began to write, or to be taken back, and did not finish.
MATCH (load:Load)
WHERE load.status <> 'published'
RETURN count(load) AS unfinished;
