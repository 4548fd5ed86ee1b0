// Notes that a load is being written; it counts only when published.
MERGE (load:Load {load_id: $load})
SET load.source = $source, load.as_of = $as_of, load.content_hash = $content, load.mapping = $mapping,
    load.status = 'loading', load.loaded_at = $now;
