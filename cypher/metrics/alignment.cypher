// id: alignment
// rule: S-19
// title: How much of the state is connected
// question: How many buildings have a line to the state office without a gap, and for how many does it work both ways?
// kind: metric
// needs: [lines]
// sheets: [units, teams]
// source: "Linked implementation teams from the state to the building (Active Implementation Hub, Module 3, Topic 1)"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: level, type: text, help: "state, region, district, school (a building), office"}
//   - {name: buildings, type: whole, over_time: true, help: "buildings in scope"}
//   - {name: connected, type: whole, over_time: true, help: "no gap up the support links"}
//   - {name: both_ways, type: whole, over_time: true, help: "connected and no one-way link"}
//   - {name: in_place, type: whole, help: "a formed team at every step"}
//   - {name: engaged, type: whole, help: "connected and leaders in contact at every level"}
//   - {name: weak, type: whole, help: "connected over a link that is overdue or not in writing"}
//   - {name: cut_off, type: whole, over_time: true, help: "buildings with a known gap in their line"}
//   - {name: starting, type: whole, over_time: true, help: "buildings whose line waits for a team that is still forming"}
//   - {name: cant_tell, type: whole, over_time: true, help: "buildings for which contact records are missing"}
//   - {name: all_buildings, type: whole, help: "open buildings below the unit, in scope or not; a building that is part of no other unit is not counted anywhere (D-02)"}
//   - {name: share, type: share, over_time: true, help: "connected of all in scope; blank if half or more are unknown"}
// sentence: >-
//   {connected} of {buildings:building|buildings} in {unit} {connected:=has|have} an unbroken line to the state office; for
//   {both_ways} of them the line works both ways.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}
MATCH (unit:Unit)
WHERE unit.level = 'state' OR unit.level = 'region' AND unit.scoped
MATCH (unit)<-[:PART_OF*1..6]-(building:Unit {level: 'school'})
WHERE coalesce(building.closed > $as_of, true) AND coalesce(building.opened <= $as_of, true)
WITH DISTINCT unit, building
OPTIONAL MATCH (building)<-[:OF]-(line:Line)
WITH unit, count(building) AS all_buildings, count(line) AS buildings,
     count(CASE WHEN line.state = 'connected' THEN line END) AS connected,
     count(CASE WHEN line.state = 'connected' AND line.both_ways THEN line END) AS both_ways,
     count(CASE WHEN line.in_place THEN line END) AS in_place,
     count(CASE WHEN line.state = 'connected' AND line.engaged THEN line END) AS engaged,
     count(CASE WHEN line.state = 'connected' AND line.weak THEN line END) AS weak,
     count(CASE WHEN line.state = 'cut_off' THEN line END) AS cut_off,
     count(CASE WHEN line.state = 'starting' THEN line END) AS starting,
     count(CASE WHEN line.state = 'cant_tell' THEN line END) AS cant_tell
RETURN unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level, buildings, connected, both_ways, in_place, engaged,
       weak, cut_off, starting, cant_tell, all_buildings,
       CASE WHEN buildings > 0 AND 2 * cant_tell < buildings THEN toFloat(connected) / buildings END AS share
ORDER BY CASE level WHEN 'state' THEN 0 ELSE 1 END, unit_id;
