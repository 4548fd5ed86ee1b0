// Links that one person holds, with that person's roles, as they were at the last run.
MATCH (link:Link)-[:HELD_THROUGH]->(role:Role)
RETURN collect(DISTINCT [link.link_id, role.role_id]) AS found;
