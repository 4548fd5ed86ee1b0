// id: t04_little_time_set_aside
// rule: T-04
// title: Little time set aside for a team
// question: For which state, regional and district teams does the time set aside add up to less than guidance asks for?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Compare the time with what the team is to do, and set more aside for the roles that need it; no new staff is needed. The
//   team's leadership decides.
// source: "default, after the Impact Center's three or more full-time equivalents for a team; one for a district team is a
//   default"
// params:
//   team_fte_min: {type: number, default: 3, from: profile.team_fte_min, help: "full-time equivalents that a state or regional team needs"}
//   district_fte_min: {type: number, default: 1, from: profile.district_fte_min, help: "full-time equivalents that a district team needs"}
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   district_team: {type: text, default: DIT, from: profile.district_team, optional: true, help: "type of a district's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: time, type: number, help: "full-time equivalents of its roles: of those who hold them, and of vacant ones as planned"}
//   - {name: guidance, type: number, help: "full-time equivalents expected at least"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role)
//     WHERE any(type IN t.type WHERE type IN [$state_team, $region_team, $district_team])
//     WITH t, count(r) AS roles, count(CASE
//       WHEN r.fte_planned IS NOT NULL OR EXISTS { (r)<-[h:HOLDS]-(:Person) WHERE h.fte IS NOT NULL } THEN 1
//     END) AS known
//     WHERE known = roles
//     RETURN count(t) AS population
//   of: state, regional and district teams whose time is known
// sentence: >-
//   The time set aside for {team} adds up to {time} full-time positions; {guidance} or more are expected.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], team_fte_min: 3, district_fte_min: 1, state_team: 'SIT', region_team: 'RIT', district_team: 'DIT'}

// One role whose time is not known leaves the team's time unknown; where all of it is zero, another finding says so.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND any(type IN team.type WHERE type IN [$state_team, $region_team, $district_team])
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit,
     CASE WHEN any(type IN team.type WHERE type IN [$state_team, $region_team]) THEN $team_fte_min ELSE $district_fte_min END
       AS guidance
MATCH (team)<-[:ON]-(role:Role)
OPTIONAL MATCH (role)<-[held:HOLDS]-(person:Person)
// Two sources may both tell of one role: its time counts once.
WITH team, unit, guidance, role, person, max(held.fte) AS fte
WITH team, unit, guidance, role, count(person) AS holders, count(fte) AS said, sum(fte) AS fte
WITH team, unit, guidance, count(role) AS roles, collect(CASE
       WHEN holders = 0 THEN role.fte_planned
       WHEN said = holders THEN fte
     END) AS times
WITH team, unit, guidance, roles, size(times) AS known, round(reduce(sum = 0.0, time IN times | sum + time), 2) AS time
WHERE known = roles AND time > 0 AND time < guidance
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, time,
       toFloat(guidance) AS guidance, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
