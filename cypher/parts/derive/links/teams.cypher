// Teams with the unit each serves; one named by two sources stands there once.
MATCH (team:Team)-[:SERVES]->(unit:Unit)
WITH DISTINCT team, unit
RETURN collect([team.team_id, team.type, team.status, team.planned_start, unit.unit_id]) AS found;
