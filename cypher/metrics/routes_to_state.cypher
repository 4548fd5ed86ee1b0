// id: routes_to_state
// rule: P-05
// title: Contact paths from the buildings to the state
// question: Over how many separate contact paths do the buildings' teams reach the state's leaders?
// kind: metric
// needs: [lines, routes]
// sheets: [units, teams, roles, assignments, [contacts, meetings]]
// source: "Person-disjoint routes (Menger 1927; Moody & White 2003); more than three are not looked for"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the region, or the state for what is in no region"}
//   - {name: unit, type: text}
//   - {name: buildings, type: whole, help: "buildings in scope"}
//   - {name: none, type: whole, over_time: true, help: "no path of contact, agreed in writing or not"}
//   - {name: one, type: whole, over_time: true, help: "one path: one person's leaving could end it"}
//   - {name: two, type: whole, over_time: true, help: "two paths through different people"}
//   - {name: three, type: whole, over_time: true, help: "three or more"}
//   - {name: unknown, type: whole, over_time: true, help: "no team in place, or too little contact known"}
// sentence: >-
//   {one:building|buildings} of {unit} {one:=reaches|reach} the state's leaders over one path only.
MATCH (line:Line)-[:OF]->(building:Unit)
WITH line, building, head(COLLECT {
  MATCH way = (building)-[:PART_OF*0..4]->(region:Unit {level: 'region'})
  RETURN region ORDER BY length(way) LIMIT 1
}) AS region, head(COLLECT {
  MATCH way = (building)-[:PART_OF*0..4]->(state:Unit {level: 'state'})
  RETURN state ORDER BY length(way) LIMIT 1
}) AS state
WITH line, coalesce(region, state, building) AS unit
WHERE unit:Unit
RETURN unit.unit_id AS unit_id, unit.name AS unit, count(line) AS buildings,
       count(CASE WHEN line.routes = 0 THEN 1 END) AS none, count(CASE WHEN line.routes = 1 THEN 1 END) AS one,
       count(CASE WHEN line.routes = 2 THEN 1 END) AS two, count(CASE WHEN line.routes >= 3 THEN 1 END) AS three,
       count(CASE WHEN line.routes IS NULL THEN 1 END) AS unknown
ORDER BY unit_id;
