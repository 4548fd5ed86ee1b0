// Lines with the active implementation teams of their building.
MATCH (line:Line)-[:OF]->(building:Unit)
RETURN collect([line.line_id, COLLECT {
  MATCH (building)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $type IN team.type
  RETURN team.team_id ORDER BY team.team_id
}]) AS found;
