// Loads that began to write and did not finish.
MATCH (load:Load {status: 'loading'})
RETURN count(load) AS unfinished;
