// For which periods a team's mail, meetings or checks were collected, as calendar days ago.
MATCH (collection:Collection)-[:OF]->(team:Team)
WHERE coalesce(collection.from <= $as_of, true)
RETURN collect([team.team_id, duration.inDays(collection.from, $as_of).days,
                duration.inDays(collection.to, $as_of).days]) AS found;
