// Deletes loads that began and wrote nothing, but for one: run only where the graph holds no facts.
MATCH (load:Load {status: 'loading'})
WHERE load.load_id <> $load
DELETE load;
