// Makes links for pairs that are newly required.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (lower:Unit {unit_id: $lower[i]})
MATCH (upper:Unit {unit_id: $upper[i]})
CREATE (lower)<-[:OF]-(link:Link {link_id: $link_id[i]})-[:OWED_BY]->(upper)
SET link.kind = $kind[i], link.`group` = $group[i], link.no_team = $no_team[i], link.planned = $planned[i],
    link.buildings = $buildings[i];
