// The profile of the last published load; older loads did not record it.
MATCH (load:Load {status: 'published'})
RETURN load.profile AS profile, load.profile_fingerprint AS fingerprint
ORDER BY load.sequence DESC, load.as_of DESC LIMIT 1;
