// The links that are there, with their ends.
MATCH (link:Link)
OPTIONAL MATCH (link)-[:OF]->(lower:Unit)
OPTIONAL MATCH (link)-[:OWED_BY]->(upper:Unit)
WITH link, min(lower.unit_id) AS lower, min(upper.unit_id) AS upper
RETURN collect([link.link_id, link.kind, link.group, link.no_team, link.planned, link.buildings, lower, upper,
                COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id },
                COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }]) AS found;
