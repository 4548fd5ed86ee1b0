// Loads that began to write and never came to their end.
MATCH (load:Load {status: 'loading'})
RETURN count(load) AS unfinished;
