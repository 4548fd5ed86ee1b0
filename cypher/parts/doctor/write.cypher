// Whether a read session can write; leaves nothing behind even if it can.
CREATE (probe:Load)
DELETE probe;
