// How many calendar days ago each team last met.
MATCH (meeting:Meeting)-[:HELD_BY]->(team:Team)
WHERE meeting.held_on <= $as_of
WITH team, max(meeting.held_on) AS last
RETURN collect([team.team_id, duration.inDays(last, $as_of).days]) AS found;
