// Units that an active team of these types serves, each with each such team.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE any(type IN team.type WHERE type IN $types)
WITH DISTINCT unit.unit_id AS unit_id, team.team_id AS team_id ORDER BY unit_id, team_id
RETURN collect([unit_id, team_id]) AS found;
