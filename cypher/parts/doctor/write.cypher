// Whether a session opened for reading may write; leaves nothing behind even where it may.
CREATE (probe:Load)
DELETE probe;
