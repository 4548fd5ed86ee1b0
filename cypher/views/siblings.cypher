// id: siblings
// title: Siblings of a unit
// question: Which units have the same parent as this one, including itself?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//
// :params {unit: null}
MATCH (:Unit {unit_id: $unit})-[:PART_OF]->(above:Unit)
MATCH (above)<-[:PART_OF]-(unit:Unit)
WHERE unit.level IN ['region', 'district', 'school'] AND unit.buildings > 0
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level
ORDER BY unit_id;
