// The roles on these teams that someone holds at the as-of date. A deputy's role that nobody is known to have held yet
// counts; one that only this person holds, or that everyone has left, does not.
UNWIND $asked AS asked
MATCH (person:Person {person_id: asked.person_id})-[holds:HOLDS]->(role:Role)-[:ON]->(team:Team)
WHERE team.team_id IN asked.teams
  AND coalesce(holds.since <= $as_of, true) AND coalesce(holds.until > $as_of, true)
WITH DISTINCT asked.link_id AS link_id, person, role
RETURN collect([link_id, role.role_id, EXISTS {
  MATCH (role)-[:DEPUTY]->(deputy:Role)
  WHERE deputy <> role
    AND (NOT EXISTS { (:Person)-[:HOLDS]->(deputy) }
         OR EXISTS {
           MATCH (other:Person)-[also:HOLDS]->(deputy)
           WHERE other <> person AND coalesce(other.hired <= $as_of, true) AND coalesce(other.left > $as_of, true)
             AND coalesce(also.since <= $as_of, true) AND coalesce(also.until > $as_of, true)
         })
}]) AS found;
