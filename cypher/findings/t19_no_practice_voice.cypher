// id: t19_no_practice_voice
// rule: T-19
// title: Team without the perspective of practice or families
// question: Which implementation teams have no practitioner, family or community member?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, roles]
// advice: >-
//   Add someone who does the work, or a family or community member, and agree how they are heard between meetings. The team's
//   leadership decides.
// source: "Critical perspectives on implementation teams (National Implementation Research Network); above the building a coach,
//   who works with practitioners, counts as well (default)"
// params:
//   voice_codes: {type: texts, default: [teacher, family, community], of: Role.code, help: "codes of roles that bring the perspective of practice, families or the community"}
//   coach_codes: {type: texts, default: [coach], of: Role.code, help: "codes that count as well on teams above the building"}
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
//   None of the {roles:role|roles} on {team} is that of a practitioner, a family or the community.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], voice_codes: ['teacher', 'family', 'community'], coach_codes: ['coach'], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit,
     $voice_codes + CASE WHEN unit.level = 'school' THEN [] ELSE $coach_codes END AS codes
MATCH (team)<-[:ON]-(role:Role)
WITH team, unit, count(role) AS roles, count(role.code) AS known, count(CASE WHEN role.code IN codes THEN 1 END) AS voices
WHERE known = roles AND voices = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, roles,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
