// id: units_below
// title: Units and their buildings
// question: How many buildings below each unit are connected?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
//   depth: {type: whole, default: 1, help: How many levels down; at most 2}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: parent_id, type: text, subject: Unit}
//   - {name: depth, type: whole}
//   - {name: connected, type: whole}
//   - {name: cut_off, type: whole}
//   - {name: starting, type: whole}
//   - {name: cant_tell, type: whole}
//   - {name: both_ways, type: whole}
//   - {name: weak, type: whole}
//   - {name: reaches_region, type: whole}
//   - {name: engaged, type: whole}
//   - {name: engaged_known, type: whole}
//
// :params {unit: null, depth: 1}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
MATCH way = (unit:Unit)-[:PART_OF*1..2]->(top)
WHERE length(way) <= $depth AND unit.level IN ['region', 'district', 'school'] AND unit.buildings > 0
WITH unit, length(way) AS depth, nodes(way)[1] AS parent
CALL (unit) {
  OPTIONAL MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(line:Line)
  WITH line, line.state = 'connected' AS connected
  RETURN count(CASE WHEN connected THEN 1 END) AS connected,
         count(CASE WHEN line.state = 'cut_off' THEN 1 END) AS cut_off,
         count(CASE WHEN line.state = 'starting' THEN 1 END) AS starting,
         count(CASE WHEN line.state = 'cant_tell' THEN 1 END) AS cant_tell,
         count(CASE WHEN connected AND line.both_ways THEN 1 END) AS both_ways,
         count(CASE WHEN connected AND line.weak THEN 1 END) AS weak,
         count(CASE WHEN line.reaches IN ['state', 'region'] THEN 1 END) AS reaches_region,
         count(CASE WHEN connected AND line.engaged THEN 1 END) AS engaged,
         count(CASE WHEN connected THEN line.engaged END) AS engaged_known
}
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, parent.unit_id AS parent_id, depth,
       connected, cut_off, starting, cant_tell, both_ways, weak, reaches_region, engaged, engaged_known
ORDER BY depth, unit_id;
