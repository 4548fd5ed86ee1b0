// The stage of each team with each innovation that it works on: of several records the latest.
MATCH (team:Team {status: 'active'})-[uses:USES]->(innovation:Innovation)
WHERE uses.stage IS NOT NULL AND coalesce(uses.as_of, uses.since, $as_of) <= $as_of
WITH team.team_id AS team_id, innovation.innovation_id AS innovation_id, uses.stage AS stage,
     coalesce(uses.as_of, uses.since, uses.stated, $as_of) AS day
ORDER BY day DESC, stage
WITH team_id, innovation_id, head(collect(stage)) AS stage ORDER BY innovation_id, team_id
RETURN collect([team_id, innovation_id, stage]) AS found;
