// Units that an active team of these types serves.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE any(type IN team.type WHERE type IN $types)
WITH DISTINCT unit.unit_id AS unit_id ORDER BY unit_id
RETURN collect(unit_id) AS found;
