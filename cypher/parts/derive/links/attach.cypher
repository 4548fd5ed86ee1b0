// Ties links to the teams at their ends.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
MATCH (team:Team {team_id: $team_id[i]})
FOREACH (_ IN CASE WHEN $end[i] = 'upper' THEN [1] ELSE [] END | CREATE (link)-[:UPPER]->(team))
FOREACH (_ IN CASE WHEN $end[i] = 'lower' THEN [1] ELSE [] END | CREATE (link)-[:LOWER]->(team));
