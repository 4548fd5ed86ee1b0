// id: silo_units
// title: Units whose contact is compared
// question: Which units of a level are compared, and which have too few people to be shown?
// kind: view
// params:
//   level: {type: text, default: office, of: Unit.level, help: Level of the units}
//   group_min: {type: whole, default: 5, from: profile.group_min, help: Units with fewer people are not shown}
//   most: {type: whole, default: 60, help: "With more units, only those with a pair are listed"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: few, type: flag, help: 'Fewer people than the minimum, so nothing is shown'}
//   - {name: people, type: whole, help: 'Blank where there are too few'}
//   - {name: covered, type: share, help: 'People whose contacts are known; blank where there are too few'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], level: 'office', group_min: 5, most: 60}
MATCH (unit:Unit {level: $level})
WHERE coalesce(unit.opened <= $as_of, true) AND coalesce(unit.closed > $as_of, true)
WITH collect(unit) AS units
UNWIND units AS unit
WITH unit, size(units) AS many
WHERE many <= $most AND $level IN ['office', 'region'] OR EXISTS { (unit)<-[:OF]-(:UnitPair) }
OPTIONAL MATCH (unit)<-[:OF]-(silo:Silo {level: $level})
WITH unit, silo, coalesce(silo.people, 0) < $group_min AS few
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, few,
       CASE WHEN NOT few THEN silo.people END AS people, CASE WHEN NOT few THEN silo.covered END AS covered
ORDER BY unit_id;
