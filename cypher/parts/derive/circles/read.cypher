// Leaders whose contacts are of one circle, as they were at the last run, by the roles that they are.
MATCH (circle:Circle)
RETURN collect([circle.circle_id, circle.people, circle.contacts, circle.constraint, circle.version,
                COLLECT { MATCH (circle)-[:OF]->(role:Role) RETURN role.role_id ORDER BY role.role_id }]) AS found;
