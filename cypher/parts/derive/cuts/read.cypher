// People and contacts on which others depend, as they were at the last run, by the roles that they are.
MATCH (cut:Cut)
RETURN collect([cut.cut_id, cut.kind, cut.people, cut.teams, cut.buildings, cut.version,
                COLLECT { MATCH (cut)-[:OF]->(role:Role) RETURN role.role_id ORDER BY role.role_id }]) AS found;
