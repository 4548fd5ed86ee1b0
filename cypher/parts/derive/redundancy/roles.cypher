// The roles on these teams that someone holds. A deputy's role that nobody is known to have held yet
// counts; one that only this person holds, or that everyone has left, does not.
UNWIND $asked AS asked
MATCH (person:Person {person_id: asked.person_id})-[:HOLDS]->(role:Role)-[:ON]->(team:Team)
WHERE team.team_id IN asked.teams
WITH DISTINCT asked.link_id AS link_id, person, role
RETURN collect([link_id, role.role_id, EXISTS {
  MATCH (role)-[:DEPUTY]->(deputy:Role)
  WHERE deputy <> role
    AND (NOT EXISTS { (:Person|FormerPerson)-[:HOLDS|FORMERLY_HOLDS|UPCOMING_HOLDS]->(deputy) }
         OR EXISTS {
           MATCH (other:Person)-[:HOLDS]->(deputy)
           WHERE other <> person
         })
}]) AS found;
