// Active teams with their types and the types of the teams whose support of them is on record today. The pattern is
// that of the findings about missing support, word for word.
MATCH (team:Team {status: 'active'})
RETURN collect([team.team_id, team.type, COLLECT {
                  MATCH (team)<-[:SUPPORTS]-(upper:Team {status: 'active'})
                  UNWIND upper.type AS type
                  RETURN DISTINCT type
                }]) AS found;
