// id: p07_linking_role_without_deputy
// rule: P-07
// title: Linking role without a deputy
// question: Which linking roles have no deputy?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, roles]
// advice: >-
//   Name a deputy for the role. The leadership of the team decides.
// source: "Linking pin (Likert 1961); roles carry the duties and stay when people leave (Active Implementation Hub)"
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: place_id, type: text, help: "id of that team or unit"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (r:Role {linking: true}) RETURN count(r) AS population
//   of: linking roles
// sentence: >-
//   No deputy is on record for the linking role {role} of {place}. {buildings:building|buildings} in scope {buildings:=is|are}
//   below it.
MATCH (role:Role {linking: true})
WHERE NOT EXISTS { (role)-[:DEPUTY]->(:Role) }
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (team)-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH role, team, coalesce(served, at) AS unit
WHERE unit:Unit AND (unit.scoped OR unit.level = 'state') AND coalesce(team.status, 'active') = 'active'
RETURN DISTINCT role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       coalesce(team.team_id, unit.unit_id) AS place_id,
       ['deputy:' + role.role_id] AS origins, ['alone:' + role.role_id] AS follows, [id IN [role.role_id, team.team_id, unit.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
