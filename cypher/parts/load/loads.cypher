// Every load that was published, latest first.
MATCH (load:Load {status: 'published'})
RETURN load.load_id AS load_id, load.source AS source, load.as_of AS as_of, load.content_hash AS content,
       load.mapping AS mapping, load.sequence AS sequence, load.loaded_at AS loaded_at, load.read AS read,
       load.loaded AS loaded, load.quarantined AS quarantined, load.duplicates AS duplicates,
       coalesce(load.passed, 0) AS passed, coalesce(load.cells, 0) AS cells,
       load.quarantine AS quarantine
ORDER BY as_of DESC, sequence DESC;
