// Teams with the unit each serves; a team named by two sources is listed once.
MATCH (team:Team)-[:SERVES]->(unit:Unit)
WITH DISTINCT team, unit
RETURN collect([team.team_id, team.type, team.status, team.planned_start, unit.unit_id]) AS found;
