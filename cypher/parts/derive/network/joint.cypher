// Units that must work together, each pair once.
MATCH (one:Unit)-[:JOINT_WORK]-(other:Unit)
WHERE one.unit_id < other.unit_id
WITH DISTINCT one.unit_id AS one, other.unit_id AS other ORDER BY one, other
RETURN collect([one, other]) AS found;
