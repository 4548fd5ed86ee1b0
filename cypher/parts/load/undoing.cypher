// The load that a command began to take back and did not finish.
MATCH (load:Load {status: 'undoing'})
RETURN load.load_id AS load_id;
