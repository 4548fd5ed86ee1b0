// Implementation teams with enough contacts known, with their stage and the level of the unit they serve.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE any(type IN team.type WHERE type IN $types) AND team.covered >= $least AND unit.level IS NOT NULL
WITH team, unit ORDER BY unit.unit_id
WITH team, head(collect(unit.level)) AS level ORDER BY team.team_id
RETURN collect([team.team_id, level, team.stage]) AS found;
