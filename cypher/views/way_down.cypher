// id: way_down
// title: The way down to a unit
// question: Which units lie between the state and this unit, and how many of this unit's buildings are connected?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: steps_up, type: whole}
//   - {name: scoped, type: flag}
//   - {name: leader, type: text, help: 'Title of the role that leads the unit; never a name'}
//   - {name: connected, type: whole, help: 'This and all counts after it are for the given unit'}
//   - {name: cut_off, type: whole}
//   - {name: starting, type: whole}
//   - {name: cant_tell, type: whole}
//   - {name: both_ways, type: whole}
//   - {name: weak, type: whole}
//   - {name: reaches_region, type: whole}
//   - {name: engaged, type: whole}
//   - {name: engaged_known, type: whole}
//
// :params {unit: null}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (end:Unit {unit_id: here})
CALL (end) {
  OPTIONAL MATCH (end)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(line:Line)
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
MATCH way = (end)-[:PART_OF*0..4]->(unit:Unit)
WHERE unit.level IN ['state', 'region', 'district', 'school']
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, length(way) AS steps_up,
       coalesce(unit.scoped, false) AS scoped,
       COLLECT {
         MATCH (role:Role)-[:AT]->(unit)
         WHERE role.code = {state: 'chief', region: 'regional_director', district: 'superintendent', school: 'principal'}[unit.level]
         RETURN role.title ORDER BY role.role_id LIMIT 1
       }[0] AS leader,
       connected, cut_off, starting, cant_tell, both_ways, weak, reaches_region, engaged, engaged_known
ORDER BY steps_up DESC;
