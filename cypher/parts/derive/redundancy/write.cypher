// Writes by how many people links are held.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
SET link.people = $people[i], link.single = $single[i];
