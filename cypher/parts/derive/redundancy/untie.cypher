// Takes away what no longer holds.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (:Link {link_id: $link_id[i]})-[tie:HELD_THROUGH]->(:Role {role_id: $role_id[i]})
DELETE tie;
