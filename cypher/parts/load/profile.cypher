// By which profile the last published load was read; a load from before that was recorded has none.
MATCH (load:Load {status: 'published'})
RETURN load.profile AS profile, load.profile_fingerprint AS fingerprint
ORDER BY load.sequence DESC, load.as_of DESC LIMIT 1;
