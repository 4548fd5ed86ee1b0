// The roles that each of these people holds at the as-of date.
UNWIND $people AS person_id
MATCH (:Person {person_id: person_id})-[holds:HOLDS]->(role:Role)
WHERE coalesce(holds.since <= $as_of, true) AND coalesce(holds.until > $as_of, true)
WITH DISTINCT person_id, role.role_id AS role_id ORDER BY person_id, role_id
RETURN collect([person_id, role_id]) AS found;
