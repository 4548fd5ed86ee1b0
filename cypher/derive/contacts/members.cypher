// Who is on which team.
MATCH (person:Person)-[:MEMBER_OF]->(team:Team)
RETURN collect([team.team_id, person.person_id]) AS found;
