// How much of each team's contact was known at the last run.
MATCH (team:Team)
RETURN collect([team.team_id, team.covered]) AS found;
