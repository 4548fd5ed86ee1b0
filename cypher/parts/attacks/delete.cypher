// Deletes.
MATCH (n) DETACH DELETE n;
