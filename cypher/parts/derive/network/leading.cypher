// People who lead, by the code or function of a role or by a leadership team, and whose own teams' contacts are known.
MATCH (person:Person)-[:HOLDS]->(role:Role)
WHERE role.function = 'leadership'
   OR role.code IN ['chief', 'superintendent', 'principal', 'regional_director']
   OR EXISTS {
     MATCH (role)-[:ON]->(team:Team)
     WHERE team.kind = 'leadership' OR any(type IN team.type WHERE type IN $types)
   }
WITH DISTINCT person
WHERE NOT EXISTS { MATCH (person)-[:MEMBER_OF]->(team:Team) WHERE coalesce(team.covered, 0) < $least }
WITH person.person_id AS person_id ORDER BY person_id
RETURN collect(person_id) AS found;
