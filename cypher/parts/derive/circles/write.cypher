// Writes leaders whose contacts are of one circle, new and changed, as the roles that they are.
UNWIND range(0, size($circle_id) - 1) AS i
MERGE (circle:Circle {circle_id: $circle_id[i]})
SET circle.people = $people[i], circle.contacts = $contacts[i], circle.constraint = $constraint[i],
    circle.version = $version[i], circle.load = $load
WITH circle, i
UNWIND $roles[i] AS role_id
MATCH (role:Role {role_id: role_id})
MERGE (circle)-[:OF]->(role);
