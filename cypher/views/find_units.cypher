// id: find_units
// title: Units by name or id
// question: Which units have this in their name or id?
// kind: view
// params:
//   words: {type: text, default: '', help: 'Part of a name, or an id or its beginning'}
//   limit: {type: whole, default: 9, help: Maximum number of rows}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: within, type: text}
//   - {name: counted, type: flag, help: 'In scope and open'}
//   - {name: total, type: whole, help: 'How many units there are in all'}
//
// :params {words: '', limit: 9}
WITH toLower(trim($words)) AS words
MATCH (unit:Unit)
WHERE unit.level IN ['state', 'region', 'district', 'school'] AND words <> ''
  AND (toLower(unit.unit_id) STARTS WITH words OR toLower(unit.name) CONTAINS words)
WITH unit, words, toLower(unit.unit_id) AS id, toLower(unit.name) AS name
// The better it matches the earlier it comes; of equal matches the higher and larger unit.
WITH unit, CASE
    WHEN id = words THEN 0 WHEN name = words THEN 1 WHEN name STARTS WITH words THEN 2
    WHEN any(before IN [' ', '-', '(', '/', '.'] WHERE name CONTAINS before + words) THEN 3
    WHEN id STARTS WITH words THEN 4 ELSE 5
  END AS match,
  coalesce(unit.scoped, unit.level = 'state') AS counted
ORDER BY match, CASE unit.level WHEN 'state' THEN 0 WHEN 'region' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
  counted DESC, coalesce(unit.buildings, 0) DESC, unit.name, unit.unit_id
WITH collect({unit: unit, counted: counted}) AS found
WITH found[..$limit] AS shown, size(found) AS total
UNWIND range(0, size(shown) - 1) AS place
WITH place, total, shown[place].unit AS unit, shown[place].counted AS counted
OPTIONAL MATCH (unit)-[:PART_OF]->(above:Unit)
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, above.name AS within, counted, total
ORDER BY place;
