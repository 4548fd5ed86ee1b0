// id: t16_title_only
// rule: T-16
// title: Roles recorded by title alone
// question: On which implementation teams are roles recorded by title alone?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Say for each of these titles what kind of role it is and what it is responsible for. The team's coordinator decides; the
//   data steward enters it.
// source: "Teams are based on roles, not on people or titles (Active Implementation Hub, leadership and implementation teams)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: titles, type: whole, help: "held roles of which only the title is on record"}
//   - {name: roles, type: whole, help: "held roles on the team"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//       AND EXISTS { (t)<-[:ON]-(:Role)<-[:HOLDS]-(:Person) }
//     RETURN count(t) AS population
//   of: implementation teams with members
// sentence: >-
//   For {titles} of the {roles:role|roles} held on {team}, only a title is on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A blank tells nothing while the column is empty for all.
MATCH (known:Role)
WHERE known.code IS NOT NULL
WITH count(known) AS said
WHERE said > 0
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)<-[:ON]-(role:Role)
WHERE EXISTS { (role)<-[:HOLDS]-(:Person) }
WITH team, unit, count(role) AS roles, count(CASE WHEN role.code IS NULL AND role.function IS NULL THEN 1 END) AS titles
WHERE titles > 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, titles, roles,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
