// id: t10_no_authority
// rule: T-10
// title: Team without authority to decide
// question: On which implementation teams does nobody have the authority to decide?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles]
// advice: >-
//   Put someone on the team who may decide for the unit, or give the team decisions of its own. The unit's leadership decides.
// source: "Skills and authority to create and manage change (Active Implementation Hub, leadership and implementation teams);
//   executive leadership on the team (Module 3)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: roles, type: whole, help: "roles on the team; of all of them it is known whether they may decide"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     WITH t, count(r) AS roles, count(r.authority) AS known WHERE known = roles
//     RETURN count(t) AS population
//   of: implementation teams of whose roles it is known whether they may decide
// sentence: >-
//   None of the {roles:role|roles} on {team} may decide for {unit}, and the team may not decide on its own.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
  AND team.decision_rights = false
WITH DISTINCT team, unit
MATCH (team)<-[:ON]-(role:Role)
WITH team, unit, count(role) AS roles, count(role.authority) AS known, count(CASE WHEN role.authority THEN 1 END) AS able
WHERE known = roles AND able = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, roles,
       ['advises:' + team.team_id] AS follows, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
