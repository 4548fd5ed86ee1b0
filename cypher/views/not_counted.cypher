// id: not_counted
// title: Units that are not counted
// question: Which units below this one are not counted, and why, among them, for the state, those that are part of no other unit?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: reason, type: text}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], unit: null}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
MATCH (unit:Unit)
WHERE unit.level IN ['region', 'district', 'school'] AND (
  EXISTS { (unit)-[:PART_OF]->(top) } AND coalesce(unit.buildings, 0) = 0
  OR top.level = 'state' AND NOT EXISTS { (unit)-[:PART_OF]->(:Unit) }
     AND coalesce(unit.opened <= $as_of, true) AND coalesce(unit.closed > $as_of, true)
)
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level,
       CASE WHEN NOT EXISTS { (unit)-[:PART_OF]->(:Unit) } THEN 'its place in the state is not on record'
            WHEN unit.closed <= $as_of THEN 'closed' WHEN unit.opened > $as_of THEN 'new' ELSE 'not in scope' END AS reason
ORDER BY unit_id;
