// Notes that a load is being taken back: from now on it does not count.
MATCH (load:Load {load_id: $load})
SET load.status = 'undoing';
