// Makes links for pairs that are newly required, held by nobody and cutting off nothing until later steps say otherwise:
// most links of a state stay so, and what stays is not written twice.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (lower:Unit {unit_id: $lower[i]})
MATCH (upper:Unit {unit_id: $upper[i]})
CREATE (lower)<-[:OF]-(link:Link {link_id: $link_id[i]})-[:OWED_BY]->(upper)
SET link.kind = $kind[i], link.group = $group[i], link.no_team = $no_team[i], link.planned = $planned[i],
    link.buildings = $buildings[i], link.single = false, link.cuts_off = 0, link.reconnects = 0;
