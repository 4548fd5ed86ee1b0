// Writes how much of each team's contact is known.
UNWIND range(0, size($team_id) - 1) AS i
MATCH (team:Team {team_id: $team_id[i]})
SET team.covered = $covered[i];
