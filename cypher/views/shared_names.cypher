// id: shared_names
// title: Units with the same name
// question: Which units have a name that another unit of their level has too, and where are they?
// kind: view
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: within, type: text, help: 'Name of the unit that it is part of'}
//
MATCH (unit:Unit) WHERE unit.name <> ''
WITH unit.level AS level, unit.name AS name, collect(unit) AS units
WHERE size(units) > 1
UNWIND units AS unit
MATCH (unit)-[:PART_OF]->(above:Unit) WHERE above.name <> ''
RETURN unit.unit_id AS unit_id, name, min(above.name) AS within
ORDER BY unit_id;
