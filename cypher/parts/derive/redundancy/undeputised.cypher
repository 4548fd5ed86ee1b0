// Links for which roles of the teams are known and none of them has a deputy.
UNWIND $asked AS asked
MATCH (role:Role)-[:ON]->(team:Team)
WHERE team.team_id IN asked.teams
WITH asked.link_id AS link_id, any(one IN collect(EXISTS { (role)-[:DEPUTY]->(:Role) }) WHERE one) AS deputised
WHERE NOT deputised
RETURN collect(link_id) AS found;
