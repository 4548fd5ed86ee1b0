// id: t25_no_time_at_full_scale
// rule: T-25
// title: Full implementation without time
// question: Which buildings are in full implementation without time for their implementation team?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams, roles, assignments, team_innovations]
// advice: >-
//   Budget time for the roles of the building's team; no new staff is needed. The district's team and the principal decide
//   together.
// source: "Dedicated time and specific roles (Active Implementation Hub, Module 3, Topic 1)"
// params:
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: upper, type: text, help: "the unit that supports it"}
//   - {name: programs, type: texts, help: "programs in full implementation"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:USES {stage: 'full'}]->(:Innovation) WHERE $building_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: building teams in full implementation
// sentence: >-
//   [{upper}: ]{unit} is in full implementation of {programs}, and zero time is on record for {team}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], building_team: 'BIT'}
MATCH (team:Team {status: 'active'})-[full:USES {stage: 'full'}]->(innovation:Innovation)
WHERE $building_team IN team.type
MATCH (team)-[:SERVES]->(unit:Unit {scoped: true})
WHERE NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
  AND NOT EXISTS {
    MATCH (team)-[later:USES]->(innovation)
    WHERE coalesce(later.as_of, later.since, later.stated) > coalesce(full.as_of, full.since, full.stated)
  }
WITH DISTINCT team, unit, innovation.name AS program ORDER BY program
WITH team, unit, collect(program) AS programs
// Zero counts only where it is recorded: one role without a recorded time leaves the team's time unknown.
MATCH (team)<-[:ON]-(role:Role)
OPTIONAL MATCH (role)<-[held:HOLDS]-(person:Person)
WITH team, unit, programs, role, count(person) AS holders, count(held.fte) AS said, sum(held.fte) AS fte
WITH team, unit, programs, role, holders,
     CASE
       WHEN holders > 0 AND said = holders THEN fte
       WHEN fte > 0 THEN fte
       ELSE role.fte_planned
     END AS time
WHERE time IS NOT NULL OR holders > 0
WITH team, unit, programs, count(*) AS roles, count(time) AS known, sum(time) AS total
WHERE known = roles AND total = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       COLLECT {
         MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
         RETURN upper.name ORDER BY upper.unit_id LIMIT 1
       }[0] AS upper,
       programs, ['no_time:' + team.team_id] AS origins, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
