// id: n12_initiative_overload
// rule: N-12
// title: More programs than a building has time for
// question: Which buildings run more programs than their team has time for?
// kind: finding
// severity: high
// needs: [scope, members]
// sheets: [units, teams, roles, assignments, innovations, team_innovations]
// advice: >-
//   Put the programs in sequence, or give the team more time. The leadership of the building decides, with the district
//   implementation team that asks for them.
// source: "default; a team needs time set aside for each program (Active Implementation Hub, Module 3)"
// params:
//   innovation_fte: {type: number, default: 0.2, from: profile.innovation_fte, help: "full-time equivalents that a team needs for each program"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: running, type: whole, help: "programs in use, those that are only explored left out"}
//   - {name: capacity, type: whole, help: "programs that the time is enough for, at least one"}
//   - {name: innovations, type: texts, help: "their names"}
//   - {name: time, type: number, help: "time set aside on the building's implementation teams, in full-time equivalents"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'school', scoped: true})<-[:SERVES]-(t:Team {status: 'active'})
//     WHERE $building_team IN t.type AND EXISTS { (t)-[:USES]->(:Innovation) }
//     RETURN count(DISTINCT u) AS population
//   of: buildings whose programs are on record
// sentence: >-
//   {unit} runs {running:program|programs}, {innovations}; the time set aside for its implementation team is enough
//   for {capacity}.
//
// :params {innovation_fte: 0.2, building_team: 'BIT'}

MATCH (unit:Unit {level: 'school', scoped: true})<-[:SERVES]-(team:Team {status: 'active'})
WHERE $building_team IN team.type
MATCH (team)-[uses:USES]->(innovation:Innovation)
WHERE coalesce(uses.stage, 'initial') <> 'exploration'
WITH unit, collect(DISTINCT innovation) AS used
WHERE size(used) > 1
CALL (unit) {
  MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $building_team IN team.type
  WITH DISTINCT team
  OPTIONAL MATCH (:Person)-[member:MEMBER_OF]->(team)
  RETURN collect(DISTINCT team.team_id) AS teams, sum(member.fte) AS time, count(member) AS members,
         count(member.fte) AS known
}
// Where the time of any member is not known, that of the team is not.
WITH unit, used, teams, time, members, known, toInteger(floor(round(time / $innovation_fte, 4))) AS fits
WHERE members > 0 AND known = members
WITH unit, used, teams, time, CASE WHEN fits > 1 THEN fits ELSE 1 END AS capacity
WHERE size(used) > capacity
WITH unit, teams, time, capacity, COLLECT { UNWIND used AS each RETURN each ORDER BY each.innovation_id } AS used
RETURN unit.unit_id AS unit_id, unit.name AS unit, size(used) AS running, capacity,
       [innovation IN used | coalesce(innovation.name, innovation.innovation_id)] AS innovations, round(time, 2) AS time,
       [unit.unit_id] + teams + [innovation IN used | innovation.innovation_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
