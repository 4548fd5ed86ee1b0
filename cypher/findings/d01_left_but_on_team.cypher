// id: d01_left_but_on_team
// rule: D-01
// title: Left, but still on a team
// question: Who is on a team although the staff records say that they have left?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [teams, people, roles, assignments]
// advice: >-
//   End the assignment, or correct the staff record. The team's coordinator knows which is right.
// source: "Two records of one person must agree"
// columns:
//   - {name: person_id, type: text, key: true, subject: Person}
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: team_id, type: text, subject: Team}
//   - {name: team, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: left_on, type: date, help: "day on which the person left"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (p:Person|FormerPerson)-[h:HOLDS|FORMERLY_HOLDS]->(:Role)-[:ON]->(:Team) WHERE h.ended IS NULL
//     RETURN count(DISTINCT p) AS population
//   of: people with a role on a team, including those who left
// sentence: >-
//   The role {role} of {place} is recorded as held by someone who left on {left_on}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}

// Their hold of the role has ended with them; the assignments say that it goes on.
MATCH (person:FormerPerson)-[held:FORMERLY_HOLDS]->(role:Role)-[:ON]->(team:Team {status: 'active'})
WHERE person.left <= $as_of AND held.ended IS NULL
  AND coalesce(held.since <= $as_of, true) AND coalesce(held.until > $as_of, true)
OPTIONAL MATCH (team)-[:SERVES]->(unit:Unit)
RETURN DISTINCT person.person_id AS person_id, role.role_id AS role_id, role.title AS role, team.team_id AS team_id,
       team.name AS team,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       person.left AS left_on,
       [id IN [person.person_id, role.role_id, team.team_id, unit.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
