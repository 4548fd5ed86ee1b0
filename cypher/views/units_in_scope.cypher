// id: units_in_scope
// title: Units in scope
// question: Which units is the program meant to reach, from the state down?
// kind: view
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//
MATCH (unit:Unit)
WHERE unit.level IN ['state', 'region', 'district', 'school'] AND (unit.scoped OR unit.level = 'state')
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level
ORDER BY CASE level WHEN 'state' THEN 0 WHEN 'region' THEN 1 WHEN 'district' THEN 2 ELSE 3 END, unit_id;
