// Brings links up to date whose ends or size changed; ends that are no longer right are taken away first.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
SET link.kind = $kind[i], link.group = $group[i], link.no_team = $no_team[i], link.planned = $planned[i],
    link.buildings = $buildings[i]
WITH link, i
OPTIONAL MATCH (link)-[end:OF|OWED_BY|UPPER|LOWER]->()
DELETE end
WITH DISTINCT link, i
MATCH (lower:Unit {unit_id: $lower[i]})
MATCH (upper:Unit {unit_id: $upper[i]})
CREATE (lower)<-[:OF]-(link)-[:OWED_BY]->(upper);
