// Every load that has begun, finished or not, the latest first.
MATCH (load:Load)
RETURN load.sequence AS number, load.load_id AS load_id, load.source AS source, load.as_of AS as_of,
       load.loaded_at AS loaded_at, load.status = 'published' AS published, load.mode AS mode, load.approved AS reason,
       load.mapping AS mapping,
       load.profile AS profile, load.read AS read, load.loaded AS loaded, load.quarantined AS set_aside,
       load.quarantine AS set_aside_in
ORDER BY published, number DESC, loaded_at DESC;
