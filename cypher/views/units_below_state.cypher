// id: units_below_state
// title: Units by region
// question: How many districts and buildings are in scope in each unit below the state?
// kind: view
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: districts, type: whole, help: 'In scope; a district below the state counts itself'}
//   - {name: buildings, type: whole, help: 'In scope'}
//
MATCH (unit:Unit)-[:PART_OF]->(:Unit {level: 'state'})
WHERE unit.level IN ['region', 'district'] AND unit.scoped
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level,
       COUNT { MATCH (unit)<-[:PART_OF*0..3]-(district:Unit {level: 'district', scoped: true}) RETURN district } AS districts,
       COUNT { MATCH (unit)<-[:PART_OF*1..4]-(building:Unit {level: 'school', scoped: true}) RETURN building } AS buildings
ORDER BY unit_id;
