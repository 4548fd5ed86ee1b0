// Lines with the routes found at the last run, and the active implementation teams of their building.
MATCH (line:Line)-[:OF]->(building:Unit)
RETURN collect([line.line_id, line.routes, line.routes_before, COLLECT {
  MATCH (building)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $type IN team.type
  RETURN team.team_id ORDER BY team.team_id
}]) AS found;
