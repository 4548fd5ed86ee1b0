// Writes.
CREATE (n:Attack) RETURN n;
