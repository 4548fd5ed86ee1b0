// The set of people whose leaving parts most others, as it was at the last run, by the roles that they are.
MATCH (key:KeySet)
RETURN collect([key.set_id, key.size, key.people, key.before, key.after, key.teams, key.buildings, key.covered,
                key.version,
                COLLECT { MATCH (key)-[:OF]->(role:Role) RETURN role.role_id ORDER BY role.role_id }]) AS found;
