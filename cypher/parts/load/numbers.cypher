// Every load that was published, with its latest number; one that is being taken back still has it.
MATCH (load:Load)
WHERE load.sequence IS NOT NULL
RETURN load.load_id AS load_id, load.sequence AS sequence;
