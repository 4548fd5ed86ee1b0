// Notes that a load is being written; it counts only when published.
MERGE (load:Load {load_id: $load})
SET load.source = $source, load.as_of = $as_of, load.content_hash = $content, load.mapping = $mapping,
    load.profile = $profile, load.profile_fingerprint = $fingerprint, load.person_key = $person_key,
    load.status = 'loading', load.loaded_at = $now, load.number = $number, load.mode = $mode,
    // The same files, loaded again, need no second reason: the first stays.
    load.approved = coalesce($approved, load.approved);
