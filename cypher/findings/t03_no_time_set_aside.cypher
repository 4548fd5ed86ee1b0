// id: t03_no_time_set_aside
// rule: T-03
// title: Implementation team without dedicated time
// question: Which implementation teams have no time set aside for their work?
// kind: finding
// severity: critical
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Set time aside for the team's roles, or record it as advisory. The team's leadership decides; no new staff is
//   needed.
// source: "Dedicated time and specific roles; forming a team does not require new staff (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   district_team: {type: text, default: DIT, from: profile.district_team, optional: true, help: "type of a district's implementation team"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: roles, type: whole, help: "roles whose time is recorded as zero"}
//   - {name: severity, type: text, help: "critical for the state's team, medium for a building's, else high"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role)
//     WHERE any(type IN t.type WHERE type IN $implementation_teams)
//       AND (r.fte_planned IS NOT NULL OR EXISTS { (r)<-[h:HOLDS]-(:Person) WHERE h.fte IS NOT NULL })
//     RETURN count(DISTINCT t) AS population
//   of: implementation teams whose time is known
// sentence: >-
//   No time is set aside for {team}: {roles:role has|roles have} zero time on record.
//
// :params {state_team: 'SIT', region_team: 'RIT', district_team: 'DIT', implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// Zero counts only where it is recorded: one role without a recorded time leaves the team's time unknown.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
MATCH (team)<-[:ON]-(role:Role)
WITH DISTINCT team, unit, role
OPTIONAL MATCH (role)<-[held:HOLDS]-(person:Person)
WITH team, unit, role, count(person) AS holders, count(held.fte) AS said, sum(held.fte) AS fte
WITH team, unit,
     CASE
       WHEN holders > 0 AND said = holders THEN fte
       WHEN fte > 0 THEN fte
       ELSE role.fte_planned
     END AS time, holders
WHERE time IS NOT NULL OR holders > 0
WITH team, unit, count(*) AS roles, count(time) AS known, sum(time) AS total
WHERE known = roles AND total = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, roles,
       CASE
         WHEN $state_team IN team.type THEN 'critical'
         WHEN $region_team IN team.type OR $district_team IN team.type THEN 'high'
         ELSE 'medium'
       END AS severity,
       CASE WHEN $state_team IN team.type THEN [] ELSE ['no_time:' + team.team_id] END AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
