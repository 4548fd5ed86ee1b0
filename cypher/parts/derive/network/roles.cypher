// The roles that each of these people holds.
UNWIND $people AS person_id
MATCH (:Person {person_id: person_id})-[:HOLDS]->(role:Role)
WITH DISTINCT person_id, role.role_id AS role_id ORDER BY person_id, role_id
RETURN collect([person_id, role_id]) AS found;
