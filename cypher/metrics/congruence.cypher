// id: congruence
// rule: N-13
// title: Required links that hold, by kind and region
// question: How many of the links that the structure requires hold, by kind of link and region?
// kind: metric
// needs: [scope, link_state]
// sheets: [units, teams]
// source: "Congruence: required links that are alive (Cataldo et al. 2006), never pooled over kinds"
// columns:
//   - {name: kind, type: text, key: true, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the region, or the state for what is in no region"}
//   - {name: unit, type: text}
//   - {name: pairs, type: whole, over_time: true, help: "required pairs without those that are starting"}
//   - {name: holds, type: whole, over_time: true, help: "agreed in writing, both ways, on time"}
//   - {name: in_contact, type: whole, help: "pairs with any contact in the period"}
//   - {name: both_ways, type: whole, help: "pairs in contact both ways"}
//   - {name: starting, type: whole, help: "pairs of which a team is still forming; not among the pairs"}
//   - {name: besides, type: whole, help: "the same; blank for none"}
//   - {name: cant_tell, type: whole, help: "pairs for which contact records are missing"}
//   - {name: share, type: share, over_time: true, help: "blank if half or more are unknown"}
// sentence: >-
//   {holds} of {pairs:link|links} of the kind {kind} {holds:=holds|hold} in {unit}[, not counting {besides} that
//   {besides:=is|are} starting].
MATCH (link:Link)-[:OF]->(lower:Unit)
WITH link, lower, head(COLLECT {
  MATCH way = (lower)-[:PART_OF*0..4]->(region:Unit {level: 'region'})
  RETURN region ORDER BY length(way) LIMIT 1
}) AS region, head(COLLECT {
  MATCH way = (lower)-[:PART_OF*0..4]->(state:Unit {level: 'state'})
  RETURN state ORDER BY length(way) LIMIT 1
}) AS state
WITH link, coalesce(region, state, lower) AS unit
WHERE unit:Unit
WITH link.kind AS kind, unit, count(link) AS total, count(CASE WHEN link.family = 'holds' THEN link END) AS holds,
     count(CASE WHEN link.state IN ['alive', 'goodwill', 'one_way_down', 'one_way_up', 'stale'] THEN link END) AS in_contact,
     count(CASE WHEN link.state IN ['alive', 'goodwill', 'stale'] THEN link END) AS both_ways,
     count(CASE WHEN link.family = 'starting' THEN link END) AS starting,
     count(CASE WHEN link.family = 'cant_tell' THEN link END) AS cant_tell
WITH kind, unit, total - starting AS pairs, holds, in_contact, both_ways, starting, cant_tell
RETURN kind, unit.unit_id AS unit_id, unit.name AS unit, pairs, holds, in_contact, both_ways, starting,
       CASE WHEN starting > 0 THEN starting END AS besides, cant_tell,
       CASE WHEN pairs > 0 AND 2 * cant_tell < pairs THEN toFloat(holds) / pairs END AS share
ORDER BY kind, unit_id;
