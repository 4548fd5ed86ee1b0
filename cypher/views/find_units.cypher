// id: find_units
// title: Units by name or id
// question: Which units have this in their name or id?
// kind: view
// params:
//   words: {type: text, default: '', help: Part of a name or a whole id}
//   limit: {type: whole, default: 9, help: Maximum number of rows}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: within, type: text}
//   - {name: counted, type: flag, help: 'In scope and open'}
//
// :params {words: '', limit: 9}
WITH toLower(trim($words)) AS words
MATCH (unit:Unit)
WHERE unit.level IN ['state', 'region', 'district', 'school'] AND words <> ''
  AND (toLower(unit.unit_id) = words OR toLower(unit.name) CONTAINS words)
OPTIONAL MATCH (unit)-[:PART_OF]->(above:Unit)
WITH unit, above, CASE
    WHEN toLower(unit.unit_id) = words THEN 0 WHEN toLower(unit.name) = words THEN 1
    WHEN unit.scoped AND toLower(unit.name) STARTS WITH words THEN 2 WHEN unit.scoped THEN 3
    WHEN toLower(unit.name) STARTS WITH words THEN 4 ELSE 5
  END AS rank
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, above.name AS within,
       coalesce(unit.scoped, unit.level = 'state') AS counted
ORDER BY rank, name, unit_id
LIMIT $limit;
