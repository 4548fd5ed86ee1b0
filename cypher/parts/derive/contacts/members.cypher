// Who is on which team.
MATCH (person:Person)-[:MEMBER_OF]->(team:Team)
WITH team, collect(person.person_id) AS people
RETURN collect([team.team_id, people]) AS found;
