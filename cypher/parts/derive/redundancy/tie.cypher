// Ties a link to a role through which one person alone holds it.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
MATCH (role:Role {role_id: $role_id[i]})
CREATE (link)-[:HELD_THROUGH]->(role);
