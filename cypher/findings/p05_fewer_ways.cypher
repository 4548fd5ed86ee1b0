// id: p05_fewer_ways
// rule: P-05
// title: Fewer contact paths from a building to the state
// question: Which buildings' teams reach the state's leaders by fewer separate contact paths than a period earlier?
// kind: finding
// severity: info
// needs: [lines, routes]
// sheets: [units, teams, roles, assignments, [contacts, meetings]]
// advice: >-
//   Add a second person to the contact with the district's team, before the last way is gone. The
//   district's team decides.
// source: "Person-disjoint routes (Menger 1927; Moody & White 2003) in two periods of the same length, between the people
//   who are on the teams now; more than three are not looked for"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: before, type: whole, help: "separate contact paths in the period before the last; 3 stands for 3 or more"}
//   - {name: now, type: whole, help: "the same in the last period"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (line:Line)-[:OF]->(:Unit) WHERE line.routes IS NOT NULL AND line.routes_before IS NOT NULL
//     RETURN count(line) AS population
//   of: buildings of which both periods are known
// sentence: >-
//   Between the state's leaders and the team of {unit}, {now:separate way|separate ways} of contact {now:=is|are} left, down
//   from {before} a period earlier.
//
MATCH (line:Line)-[:OF]->(building:Unit)
WHERE line.routes < line.routes_before
RETURN building.unit_id AS unit_id, building.name AS unit, line.routes_before AS before, line.routes AS now,
       [building.unit_id] AS ids, coalesce(building.buildings, 1) AS buildings;
