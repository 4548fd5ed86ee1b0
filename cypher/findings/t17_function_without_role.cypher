// id: t17_function_without_role
// rule: T-17
// title: Function without a responsible role
// question: Which functions of an implementation team are in nobody's role?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles]
// advice: >-
//   Make a role responsible for each of these functions, on this team or on another one of the unit. The team's leadership
//   decides.
// source: "Functions of implementation teams: ensure implementation, engage the community, create hospitable environments; they may
//   be in one team or carried out across teams (Active Implementation Hub, Module 3)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: functions, type: texts, help: "functions that no role on a team of the unit is responsible for"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     WITH t, count(r) AS roles, count(r.function) AS known WHERE known = roles
//     RETURN count(t) AS population
//   of: implementation teams of whose roles it is known what they are responsible for
// sentence: >-
//   On the teams of {unit}, no role is responsible for {functions}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)<-[:ON]-(own:Role)
WITH team, unit, count(own) AS roles, count(own.function) AS known
WHERE known = roles
// Another team of the unit may carry a function; a role there of which it is not known may carry any.
MATCH (unit)<-[:SERVES]-(:Team {status: 'active'})<-[:ON]-(role:Role)
WITH team, unit, collect(DISTINCT role.function) AS carried, count(CASE WHEN role.function IS NULL THEN 1 END) AS unknown
WHERE unknown = 0
WITH team, unit, [each IN [
       ['ensure_implementation', 'ensuring implementation'],
       ['engage_community', 'engaging the community'],
       ['create_hospitable_environments', 'creating hospitable environments']
     ] WHERE NOT each[0] IN carried | each[1]] AS functions
WHERE size(functions) > 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, functions,
       CASE WHEN 'ensuring implementation' IN functions THEN ['advises:' + team.team_id] ELSE [] END AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
