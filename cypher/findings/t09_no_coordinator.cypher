// id: t09_no_coordinator
// rule: T-09
// title: Team without a named coordinator
// question: Which implementation teams have no named lead or coordinator?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Name a member who calls the meetings, keeps the plan and answers for follow-up. The team's leadership decides.
// source: "default: a team that works has a named lead or coordinator (Active Implementation Hub, Module 3)"
// params:
//   lead_codes: {type: texts, default: [team_lead, coordinator], of: Role.code, help: "codes of roles that lead or coordinate a team"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: roles, type: whole, help: "roles on the team; of all of them it is known what kind they are"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     WITH t, count(r) AS roles, count(r.code) AS known WHERE known = roles
//     RETURN count(t) AS population
//   of: implementation teams whose roles are known
// sentence: >-
//   None of the {roles:role|roles} on {team} is that of a lead or coordinator.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], lead_codes: ['team_lead', 'coordinator'], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)<-[:ON]-(role:Role)
// A vacant role counts where other findings tell of its vacancy.
WITH team, unit, count(role) AS roles, count(role.code) AS known, count(CASE
       WHEN (role.code IN $lead_codes OR role.function = 'coordination')
         AND (coalesce(role.required, false) OR coalesce(role.linking, false) OR EXISTS { (role)<-[:HOLDS]-(:Person) })
       THEN 1
     END) AS leads
WHERE known = roles AND leads = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, roles,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
